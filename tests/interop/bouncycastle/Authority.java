// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates: a root, the CA below it that issues, the signer of CMP answers, a new root. */
final class Authority {
  /** A certificate and the key that belongs to it. */
  record Identity(X509CertificateHolder certificate, KeyPair keys) {
    X500Name name() {
      return certificate.getSubject();
    }

    ContentSigner signer() throws OperatorCreationException {
      return signerOf(keys.getPrivate());
    }
  }

  /** What a CA knows of a revoked certificate. */
  record Revoked(Instant since, int reason) {}

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final KeyPurposeId CMC_RA =
      KeyPurposeId.getInstance(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.28"));

  final Identity root = makeCa("CN=Peer Root,O=Bouncy Castle Peer", null);
  final Identity issuing = makeCa("CN=Peer Issuing CA,O=Bouncy Castle Peer", root);
  final Identity newRoot = makeCa("CN=Peer Root,O=Bouncy Castle Peer", null);
  final Identity stranger = makeCa("CN=Peer Issuing CA,O=Bouncy Castle Peer", null);
  final Identity signer = makeSigner();
  private final Map<BigInteger, X509CertificateHolder> issued = new ConcurrentHashMap<>();
  private final Map<BigInteger, Revoked> revoked = new ConcurrentHashMap<>();

  Authority() throws GeneralSecurityException, OperatorCreationException, IOException {}

  static ContentSigner signerOf(PrivateKey key) throws OperatorCreationException {
    return new JcaContentSignerBuilder("SHA256withECDSA").setProvider("BC").build(key);
  }

  static KeyPair makeKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", "BC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  /** A certificate under way, its validity from a minute ago, with the identifiers of both keys. */
  static X509v3CertificateBuilder builder(
      Identity issuer, X500Name subject, SubjectPublicKeyInfo key, Instant end)
      throws GeneralSecurityException, IOException {
    BigInteger serial = new BigInteger(127, RANDOM).setBit(126);
    Date begin = Date.from(Instant.now().minusSeconds(60));
    X500Name issuerName = issuer == null ? subject : issuer.name();
    SubjectPublicKeyInfo issuerKey =
        issuer == null ? key : issuer.certificate().getSubjectPublicKeyInfo();
    X509v3CertificateBuilder builder =
        new X509v3CertificateBuilder(issuerName, serial, begin, Date.from(end), subject, key);
    JcaX509ExtensionUtils identifiers = new JcaX509ExtensionUtils();
    builder.addExtension(
        Extension.subjectKeyIdentifier, false, identifiers.createSubjectKeyIdentifier(key));
    builder.addExtension(
        Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(issuerKey));
    return builder;
  }

  private static SubjectPublicKeyInfo publicKey(KeyPair keys) {
    return SubjectPublicKeyInfo.getInstance(keys.getPublic().getEncoded());
  }

  private static Instant inDays(int days) {
    return Instant.now().plus(Duration.ofDays(days));
  }

  private static Identity makeCa(String name, Identity issuer)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPair keys = makeKeys();
    X509v3CertificateBuilder builder =
        builder(issuer, new X500Name(name), publicKey(keys), inDays(3650));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    ContentSigner by = issuer == null ? signerOf(keys.getPrivate()) : issuer.signer();
    return new Identity(builder.build(by), keys);
  }

  private Identity makeSigner()
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPair keys = makeKeys();
    X500Name name = new X500Name("CN=Peer CMP Server,O=Bouncy Castle Peer");
    X509v3CertificateBuilder builder = builder(issuing, name, publicKey(keys), inDays(365));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(CMC_RA));
    return new Identity(builder.build(issuing.signer()), keys);
  }

  /** The certificate of an HTTPS server at 127.0.0.1. */
  Identity makeWebServer() throws GeneralSecurityException, OperatorCreationException, IOException {
    return makeTls("CN=Peer Web Server", KeyPurposeId.id_kp_serverAuth);
  }

  /** The certificate of a client of that server. */
  Identity makeDevice() throws GeneralSecurityException, OperatorCreationException, IOException {
    return makeTls("CN=Peer Device", KeyPurposeId.id_kp_clientAuth);
  }

  private Identity makeTls(String name, KeyPurposeId purpose)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    KeyPair keys = makeKeys();
    X509v3CertificateBuilder builder =
        builder(issuing, new X500Name(name), publicKey(keys), inDays(365));
    GeneralName[] names = {
      new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
      new GeneralName(GeneralName.dNSName, "localhost"),
    };
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(names));
    builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    return new Identity(builder.build(issuing.signer()), keys);
  }

  /** A certificate for the key of one root, issued by the other one: how one leads to the other. */
  X509CertificateHolder link(Identity subject, Identity issuer)
      throws GeneralSecurityException, OperatorCreationException, IOException {
    SubjectPublicKeyInfo key = subject.certificate().getSubjectPublicKeyInfo();
    X509v3CertificateBuilder builder = builder(issuer, subject.name(), key, inDays(3650));
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    return builder.build(issuer.signer());
  }

  void remember(X509CertificateHolder certificate) {
    issued.put(certificate.getSerialNumber(), certificate);
  }

  /** The certificate that this CA issued with this number, or null. */
  X509CertificateHolder find(BigInteger serial) {
    return issued.get(serial);
  }

  boolean isRevoked(BigInteger serial) {
    return revoked.containsKey(serial);
  }

  /** Whether it was not revoked before. */
  boolean revoke(BigInteger serial, int reason) {
    return revoked.putIfAbsent(serial, new Revoked(Instant.now(), reason)) == null;
  }

  X509CRLHolder crl() throws GeneralSecurityException, OperatorCreationException, IOException {
    X509v2CRLBuilder builder = new X509v2CRLBuilder(issuing.name(), new Date());
    builder.setNextUpdate(Date.from(inDays(7)));
    revoked.forEach(
        (serial, what) -> builder.addCRLEntry(serial, Date.from(what.since()), what.reason()));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils()
            .createAuthorityKeyIdentifier(issuing.certificate().getSubjectPublicKeyInfo()));
    return builder.build(issuing.signer());
  }
}
