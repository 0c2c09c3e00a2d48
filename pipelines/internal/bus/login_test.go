package bus

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"log/slog"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nats-server/v2/server"
	"github.com/nats-io/nkeys"

	"zeren/pipelines/internal/bus/bustest"
)

// pki is an authority with a certificate for the server and one for a client,
// as files.
type pki struct {
	dir string
	ca  *x509.Certificate
	key *ecdsa.PrivateKey
}

func newPKI(t *testing.T) *pki {
	p := &pki{dir: t.TempDir()}
	p.ca, p.key = p.issue(t, "ca", &x509.Certificate{IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign})
	for _, name := range []string{"server", "client"} {
		p.issue(t, name, &x509.Certificate{
			IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
			ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth},
		})
	}
	return p
}

func (p *pki) file(name string) string { return filepath.Join(p.dir, name) }

func (p *pki) issue(t *testing.T, name string, c *x509.Certificate) (*x509.Certificate, *ecdsa.PrivateKey) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c.SerialNumber, c.Subject = big.NewInt(time.Now().UnixNano()), pkix.Name{CommonName: name}
	c.NotBefore, c.NotAfter = time.Now().Add(-time.Hour), time.Now().Add(time.Hour)
	parent, signer := p.ca, p.key
	if parent == nil {
		parent, signer = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	p.write(t, name+".pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	p.write(t, name+".key", pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}))
	made, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	return made, key
}

func (p *pki) write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(p.file(name), data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// guarded runs a server that asks for TLS with a client's certificate, and for
// a user of its account. It writes user.creds.
func guarded(t *testing.T, p *pki) string {
	t.Helper()
	pair := func(make func() (nkeys.KeyPair, error)) (nkeys.KeyPair, string) {
		kp, err := make()
		if err != nil {
			t.Fatal(err)
		}
		pub, err := kp.PublicKey()
		if err != nil {
			t.Fatal(err)
		}
		return kp, pub
	}
	operator, operatorKey := pair(nkeys.CreateOperator)
	account, accountKey := pair(nkeys.CreateAccount)
	_, systemKey := pair(nkeys.CreateAccount)
	user, userKey := pair(nkeys.CreateUser)
	ac := jwt.NewAccountClaims(accountKey)
	ac.Limits.JetStreamLimits = jwt.JetStreamLimits{DiskStorage: -1, MemoryStorage: -1}
	accountJWT, err := ac.Encode(operator)
	if err != nil {
		t.Fatal(err)
	}
	systemJWT, err := jwt.NewAccountClaims(systemKey).Encode(operator)
	if err != nil {
		t.Fatal(err)
	}
	uc := jwt.NewUserClaims(userKey)
	userJWT, err := uc.Encode(account)
	if err != nil {
		t.Fatal(err)
	}
	seed, err := user.Seed()
	if err != nil {
		t.Fatal(err)
	}
	creds, err := jwt.FormatUserConfig(userJWT, seed)
	if err != nil {
		t.Fatal(err)
	}
	p.write(t, "user.creds", creds)

	resolver := &server.MemAccResolver{}
	for key, claims := range map[string]string{accountKey: accountJWT, systemKey: systemJWT} {
		if err := resolver.Store(key, claims); err != nil {
			t.Fatal(err)
		}
	}
	cert, err := tls.LoadX509KeyPair(p.file("server.pem"), p.file("server.key"))
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(p.ca)
	return bustest.Server(t, server.Options{
		JetStream: true, TLS: true, TLSVerify: true, TLSTimeout: 5,
		TLSConfig:        &tls.Config{Certificates: []tls.Certificate{cert}, ClientCAs: pool, ClientAuth: tls.RequireAndVerifyClientCert, MinVersion: tls.VersionTLS12},
		TrustedOperators: []*jwt.OperatorClaims{jwt.NewOperatorClaims(operatorKey)}, AccountResolver: resolver, SystemAccount: systemKey,
	})
}

func TestConnectByCertificateAndCredentials(t *testing.T) {
	p := newPKI(t)
	url := guarded(t, p)
	log := slog.New(slog.DiscardHandler)
	whole := Remote{URLs: url, CA: p.file("ca.pem"), Cert: p.file("client.pem"), Key: p.file("client.key"), Credentials: p.file("user.creds")}
	b, err := Connect(t.Context(), whole, true, log)
	if err != nil {
		t.Fatal(err)
	}
	b.Close()
	other := newPKI(t)
	for name, spoil := range map[string]struct {
		do   func(r *Remote)
		want error
	}{
		"no credentials":    {func(r *Remote) { r.Credentials = "" }, ErrRefused},
		"another authority": {func(r *Remote) { r.CA = other.file("ca.pem") }, ErrRefused},
		"credentials file":  {func(r *Remote) { r.Credentials = p.file("nowhere") }, os.ErrNotExist},
	} {
		r := whole
		spoil.do(&r)
		if _, err := Connect(t.Context(), r, true, log); !errors.Is(err, spoil.want) {
			t.Errorf("%s: %v, want %v", name, err, spoil.want)
		}
	}
}
