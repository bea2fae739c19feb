// SPDX-License-Identifier: GPL-3.0-or-later

import java.math.BigInteger;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.cmp.CMPObjectIdentifiers;
import org.bouncycastle.asn1.cmp.CertConfirmContent;
import org.bouncycastle.asn1.cmp.CertStatus;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.RevDetails;
import org.bouncycastle.asn1.cmp.RevReqContent;
import org.bouncycastle.asn1.crmf.CertId;
import org.bouncycastle.asn1.crmf.CertReqMessages;
import org.bouncycastle.asn1.crmf.CertReqMsg;
import org.bouncycastle.asn1.crmf.CertTemplate;
import org.bouncycastle.asn1.crmf.Controls;
import org.bouncycastle.asn1.crmf.OptionalValidity;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertificationRequest;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.crmf.CertificateRequestMessage;
import org.bouncycastle.operator.ContentVerifierProvider;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;

/** What the CA decides: certificates that are issued, confirmed, renewed and revoked. */
final class Enrollments {
  /** What a request for a certificate asks for. */
  record Wanted(
      BigInteger requestId,
      X500Name subject,
      SubjectPublicKeyInfo key,
      Extensions extensions,
      Instant end) {}

  private static final Duration USUAL = Duration.ofDays(90);
  private static final Duration LONGEST = Duration.ofDays(365);

  private final Authority authority;
  private final Behaviour behaviour;

  Enrollments(Authority authority, Behaviour behaviour) {
    this.authority = authority;
    this.behaviour = behaviour;
  }

  /** What an ir, cr, kur or p10cr asks for, its proof of possession checked. */
  Wanted read(PKIBody body, Protection.Client client) throws Exception {
    if (body.getType() == PKIBody.TYPE_P10_CERT_REQ) {
      return readCsr(CertificationRequest.getInstance(body.getContent()));
    }
    CertReqMsg[] messages = CertReqMessages.getInstance(body.getContent()).toCertReqMsgArray();
    if (messages.length != 1) {
      throw new Refusal(PKIFailureInfo.badRequest, "exactly one request at a time");
    }
    checkProof(new CertificateRequestMessage(messages[0]));
    X509CertificateHolder old = null;
    if (body.getType() == PKIBody.TYPE_KEY_UPDATE_REQ) {
      old = oldCertificate(messages[0].getCertReq().getControls(), client);
    }
    CertTemplate template = messages[0].getCertReq().getCertTemplate();
    X500Name subject = template.getSubject();
    return new Wanted(
        messages[0].getCertReq().getCertReqId().getValue(),
        subject == null && old != null ? old.getSubject() : subject,
        template.getPublicKey(),
        template.getExtensions(),
        end(template.getValidity()));
  }

  private Wanted readCsr(CertificationRequest csr) throws Exception {
    PKCS10CertificationRequest request = new PKCS10CertificationRequest(csr);
    if (!request.isSignatureValid(verifier(request.getSubjectPublicKeyInfo()))) {
      throw new Refusal(PKIFailureInfo.badPOP, "the request's own signature is wrong");
    }
    Extensions extensions = null;
    for (Attribute attribute :
        request.getAttributes(PKCSObjectIdentifiers.pkcs_9_at_extensionRequest)) {
      extensions = Extensions.getInstance(attribute.getAttrValues().getObjectAt(0));
    }
    return new Wanted(
        BigInteger.valueOf(behaviour.number("p10cr-id")),
        request.getSubject(),
        request.getSubjectPublicKeyInfo(),
        extensions,
        Instant.now().plus(USUAL));
  }

  private static ContentVerifierProvider verifier(SubjectPublicKeyInfo key) throws Exception {
    return new JcaContentVerifierProviderBuilder().setProvider("BC").build(key);
  }

  private void checkProof(CertificateRequestMessage request) throws Exception {
    SubjectPublicKeyInfo key = request.getCertTemplate().getPublicKey();
    if (key == null) {
      throw new Refusal(PKIFailureInfo.badCertTemplate, "no public key");
    }
    if (!request.hasProofOfPossession() && behaviour.flag("accept-no-proof")) {
      return;
    }
    if (!request.hasProofOfPossession()
        || request.getProofOfPossessionType() != CertificateRequestMessage.popSigningKey
        || !request.isValidSigningKeyPOP(verifier(key))) {
      throw new Refusal(PKIFailureInfo.badPOP, "the key's owner has not signed the request");
    }
  }

  private X509CertificateHolder oldCertificate(Controls controls, Protection.Client client)
      throws Refusal {
    CertId named = oldCertId(controls);
    if (named == null && !client.hasCode()) {
      return client.certificate();
    }
    if (named == null) {
      throw new Refusal(PKIFailureInfo.badCertId, "which certificate is to be renewed?");
    }
    return known((X500Name) named.getIssuer().getName(), named.getSerialNumber().getValue());
  }

  private static CertId oldCertId(Controls controls) {
    if (controls == null) {
      return null;
    }
    for (var control : controls.toAttributeTypeAndValueArray()) {
      if (control.getType().equals(CMPObjectIdentifiers.regCtrl_oldCertID)) {
        return CertId.getInstance(control.getValue());
      }
    }
    return null;
  }

  /** A certificate of this CA that is not revoked. */
  private X509CertificateHolder known(X500Name issuer, BigInteger serial) throws Refusal {
    X509CertificateHolder certificate = authority.find(serial);
    if (certificate == null || !authority.issuing.name().equals(issuer)) {
      throw new Refusal(PKIFailureInfo.badCertId, "this CA did not issue it");
    }
    if (authority.isRevoked(serial)) {
      throw new Refusal(PKIFailureInfo.certRevoked, "the certificate is revoked");
    }
    return certificate;
  }

  private static Instant end(OptionalValidity validity) {
    Instant wanted = Instant.now().plus(USUAL);
    if (validity != null && validity.getNotAfter() != null) {
      wanted = validity.getNotAfter().getDate().toInstant();
    }
    Instant longest = Instant.now().plus(LONGEST);
    return wanted.isAfter(longest) ? longest : wanted;
  }

  /** Issues what is wanted; body is that of the answer, where faults are planted. */
  X509CertificateHolder issue(Wanted wanted, String body) throws Exception {
    if (wanted.subject() == null || wanted.subject().getRDNs().length == 0) {
      throw new Refusal(PKIFailureInfo.badCertTemplate, "no subject");
    }
    Authority.Identity issuer =
        behaviour.hasFault("other-issuer", body) ? authority.stranger : authority.issuing;
    X500Name subject =
        behaviour.hasFault("wrong-subject", body) ? new X500Name("CN=Mallory") : wanted.subject();
    SubjectPublicKeyInfo key =
        behaviour.hasFault("wrong-key", body)
            ? SubjectPublicKeyInfo.getInstance(Authority.makeKeys().getPublic().getEncoded())
            : wanted.key();
    Instant end = behaviour.hasFault("expired", body) ? Instant.now().minusSeconds(30) : wanted.end();
    X509v3CertificateBuilder builder = Authority.builder(issuer, subject, key, end);
    if (wanted.extensions() != null && !behaviour.hasFault("no-extensions", body)) {
      copyExtensions(wanted.extensions(), builder);
    }
    X509CertificateHolder certificate = builder.build(issuer.signer());
    authority.remember(certificate);
    return certificate;
  }

  private static void copyExtensions(Extensions wanted, X509v3CertificateBuilder builder)
      throws Exception {
    for (ASN1ObjectIdentifier oid : wanted.getExtensionOIDs()) {
      // Who is a CA, and which key is whose, is not for the person to say.
      if (!oid.equals(Extension.basicConstraints)
          && !oid.equals(Extension.subjectKeyIdentifier)
          && !oid.equals(Extension.authorityKeyIdentifier)) {
        builder.addExtension(wanted.getExtension(oid));
      }
    }
  }

  /** Reads a certConf: a certificate that the client does not want is revoked. */
  void confirm(CertConfirmContent content, X509CertificateHolder certificate) throws Exception {
    CertStatus[] statuses = content.toCertStatusArray();
    if (statuses.length != 1 || !isHashOf(statuses[0], certificate)) {
      throw new Refusal(PKIFailureInfo.badCertId, "the hash is of another certificate");
    }
    var status = statuses[0].getStatusInfo();
    if (status != null && status.getStatus().intValue() == PKIStatus.REJECTION) {
      authority.revoke(certificate.getSerialNumber(), CRLReason.cessationOfOperation);
    }
  }

  private static boolean isHashOf(CertStatus status, X509CertificateHolder certificate)
      throws Exception {
    // All certificates are signed with SHA-256.
    var digest = MessageDigest.getInstance("SHA-256");
    byte[] hash = digest.digest(certificate.getEncoded());
    return Arrays.equals(hash, status.getCertHash().getOctets());
  }

  /** Revokes what an rr names; a second time is refused, as RFC 9810 has it. */
  CertId revoke(RevReqContent content, Protection.Client client) throws Exception {
    RevDetails[] all = content.toRevDetailsArray();
    CertTemplate named = all[0].getCertDetails();
    if (all.length != 1 || named.getSerialNumber() == null || named.getIssuer() == null) {
      throw new Refusal(PKIFailureInfo.addInfoNotAvailable, "exactly one issuer and serial number");
    }
    BigInteger serial = named.getSerialNumber().getValue();
    X509CertificateHolder certificate = known(named.getIssuer(), serial);
    if (!client.hasCode() && !client.certificate().getSubject().equals(certificate.getSubject())) {
      throw new Refusal(PKIFailureInfo.notAuthorized, "it belongs to somebody else");
    }
    authority.revoke(serial, reason(all[0].getCrlEntryDetails()));
    var issuer = new GeneralName(named.getIssuer());
    return new CertId(issuer, serial);
  }

  private static int reason(Extensions details) {
    Extension extension = details == null ? null : details.getExtension(Extension.reasonCode);
    if (extension == null) {
      return CRLReason.unspecified;
    }
    return CRLReason.getInstance(extension.getParsedValue()).getValue().intValue();
  }
}
