// SPDX-License-Identifier: GPL-3.0-or-later

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Date;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIHeader;
import org.bouncycastle.asn1.cmp.PKIMessage;
import org.bouncycastle.asn1.cmp.ProtectedPart;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.cmp.GeneralPKIMessage;
import org.bouncycastle.cert.cmp.ProtectedPKIMessage;
import org.bouncycastle.cert.crmf.CRMFException;
import org.bouncycastle.cert.crmf.PKMACBuilder;
import org.bouncycastle.cert.crmf.jcajce.JcePKMACValuesCalculator;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.MacCalculator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;

/** Who sent a request, proven by its protection; and the protection of answers. */
final class Protection {
  /** The sender of a request: the one who knows the code, or the owner of a certificate. */
  record Client(X509CertificateHolder certificate) {
    boolean hasCode() {
      return certificate == null;
    }
  }

  /** Something that makes a protection, and the algorithm that the header has to name. */
  interface Maker {
    AlgorithmIdentifier algorithm();

    byte[] protect(byte[] part) throws Exception;
  }

  private final Authority authority;
  private final String reference;
  private final char[] code;

  Protection(Authority authority, String reference, String code) {
    this.authority = authority;
    this.reference = reference;
    this.code = code.toCharArray();
  }

  /** The sender of a request; refuses a request that nobody vouches for. */
  Client verify(PKIMessage message) throws Refusal {
    GeneralPKIMessage general = new GeneralPKIMessage(message);
    if (!general.hasProtection() || message.getHeader().getProtectionAlg() == null) {
      throw new Refusal(PKIFailureInfo.badMessageCheck, "the request is not protected");
    }
    ProtectedPKIMessage request = new ProtectedPKIMessage(general);
    try {
      return request.hasPasswordBasedMacProtection() ? byCode(request) : bySignature(request);
    } catch (Refusal refusal) {
      throw refusal;
    } catch (Exception error) {
      throw new Refusal(PKIFailureInfo.badMessageCheck, "protection: " + error.getMessage());
    }
  }

  private Client byCode(ProtectedPKIMessage request) throws Exception {
    var kid = request.getHeader().getSenderKID();
    // A code without a reference is good as well: there is only one.
    if (kid != null && !reference.equals(new String(kid.getOctets(), StandardCharsets.UTF_8))) {
      throw new Refusal(PKIFailureInfo.badMessageCheck, "unknown reference");
    }
    if (!request.verify(new PKMACBuilder(new JcePKMACValuesCalculator().setProvider("BC")), code)) {
      throw new Refusal(PKIFailureInfo.badMessageCheck, "wrong MAC");
    }
    return new Client(null);
  }

  private Client bySignature(ProtectedPKIMessage request) throws Exception {
    for (X509CertificateHolder candidate : request.getCertificates()) {
      if (isSignedBy(request, candidate)) {
        checkSigner(candidate);
        return new Client(candidate);
      }
    }
    throw new Refusal(PKIFailureInfo.badMessageCheck, "no certificate verifies the signature");
  }

  private static boolean isSignedBy(ProtectedPKIMessage request, X509CertificateHolder candidate)
      throws Exception {
    var sender = request.getHeader().getSender().getName();
    return candidate.getSubject().equals(sender)
        && request.verify(
            new JcaContentVerifierProviderBuilder().setProvider("BC").build(candidate));
  }

  private void checkSigner(X509CertificateHolder signer) throws Exception {
    var issuer = authority.issuing.certificate();
    boolean ours =
        signer.getIssuer().equals(issuer.getSubject())
            && signer.isSignatureValid(
                new JcaContentVerifierProviderBuilder().setProvider("BC").build(issuer));
    if (!ours || !signer.isValidOn(new Date())) {
      throw new Refusal(PKIFailureInfo.signerNotTrusted, "this CA does not know the signer");
    }
    if (authority.isRevoked(signer.getSerialNumber())) {
      throw new Refusal(PKIFailureInfo.signerNotTrusted, "the signer's certificate is revoked");
    }
  }

  Maker mac() throws CRMFException {
    PKMACBuilder builder = new PKMACBuilder(new JcePKMACValuesCalculator().setProvider("BC"));
    builder.setIterationCount(1000);
    MacCalculator calculator = builder.build(code);
    return new Maker() {
      @Override
      public AlgorithmIdentifier algorithm() {
        return calculator.getAlgorithmIdentifier();
      }

      @Override
      public byte[] protect(byte[] part) throws Exception {
        try (OutputStream stream = calculator.getOutputStream()) {
          stream.write(part);
        }
        return calculator.getMac();
      }
    };
  }

  Maker pbmac1() throws GeneralSecurityException {
    return new Pbmac1(code);
  }

  Maker signature() throws OperatorCreationException {
    ContentSigner signer = authority.signer.signer();
    return new Maker() {
      @Override
      public AlgorithmIdentifier algorithm() {
        return signer.getAlgorithmIdentifier();
      }

      @Override
      public byte[] protect(byte[] part) throws Exception {
        try (OutputStream stream = signer.getOutputStream()) {
          stream.write(part);
        }
        return signer.getSignature();
      }
    };
  }

  /** The protection of a message; damaged: one bit of it is wrong. */
  static ASN1BitString protect(Maker maker, PKIHeader header, PKIBody body, boolean damaged)
      throws Exception {
    byte[] part = new ProtectedPart(header, body).getEncoded(ASN1Encoding.DER);
    byte[] value = maker.protect(part);
    if (damaged) {
      value[value.length - 1] ^= 1;
    }
    return new DERBitString(value);
  }

  String reference() {
    return reference;
  }
}
