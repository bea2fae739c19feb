// SPDX-License-Identifier: GPL-3.0-or-later

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cmp.CMPCertificate;
import org.bouncycastle.asn1.cmp.CMPObjectIdentifiers;
import org.bouncycastle.asn1.cmp.InfoTypeAndValue;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.asn1.cmp.PKIConfirmContent;
import org.bouncycastle.asn1.cmp.PKIHeader;
import org.bouncycastle.asn1.cmp.PKIHeaderBuilder;
import org.bouncycastle.asn1.cmp.PKIMessage;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;

/** Header, protection and certificates of an answer, with the faults that a test plants there. */
final class Envelope {
  private static final String[] NAMES = {
    "ir", "ip", "cr", "cp", "p10cr", "popdecc", "popdecr", "kur", "kup", "krr", "krp", "rr", "rp", "ccr",
    "ccp", "ckuann", "cann", "rann", "crlann", "pkiconf", "nested", "genm", "genp", "error", "certConf",
    "pollReq", "pollRep",
  };
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Authority authority;
  private final Behaviour behaviour;
  private final Protection protection;

  Envelope(Authority authority, Behaviour behaviour, Protection protection) {
    this.authority = authority;
    this.behaviour = behaviour;
    this.protection = protection;
  }

  /** The name of a kind of body, as the RFC has it. */
  static String nameOf(int kind) {
    return NAMES[kind];
  }

  static boolean wantsImplicit(PKIHeader header) {
    InfoTypeAndValue[] infos = header.getGeneralInfo();
    return infos != null
        && Arrays.stream(infos)
            .anyMatch(info -> info.getInfoType().equals(CMPObjectIdentifiers.it_implicitConfirm));
  }

  /** Makes the message that goes out; client is null where nobody vouched for the request. */
  PKIMessage wrap(
      PKIMessage request, PKIBody body, Protection.Client client, Transaction transaction)
      throws Exception {
    if (behaviour.hasFault("other-body", nameOf(body.getType()))) {
      body = new PKIBody(PKIBody.TYPE_CONFIRM, new PKIConfirmContent());
    }
    String name = nameOf(body.getType());
    Protection.Maker maker = maker(client);
    boolean signed = behaviour.text("answer").equals("signature") || !byCode(client);
    PKIHeader header = header(request.getHeader(), name, maker, signed, transaction);
    ASN1BitString value = null;
    if (maker != null && !behaviour.hasFault("no-protection", name)) {
      value =
          Protection.protect(maker, header, body, behaviour.hasFault("wrong-protection", name));
    }
    return new PKIMessage(header, body, value, certificates(signed, name));
  }

  /** Whether the answer is made with the code: errors for a stranger are signed. */
  private boolean byCode(Protection.Client client) {
    return switch (behaviour.text("answer")) {
      case "mac", "pbmac1" -> true;
      case "signature" -> false;
      default -> client != null && client.hasCode();
    };
  }

  private Protection.Maker maker(Protection.Client client) throws Exception {
    return switch (behaviour.text("answer")) {
      case "none" -> null;
      case "pbmac1" -> protection.pbmac1();
      default -> byCode(client) ? protection.mac() : protection.signature();
    };
  }

  private PKIHeader header(
      PKIHeader request,
      String name,
      Protection.Maker maker,
      boolean signed,
      Transaction transaction) {
    X500Name sender = authority.signer.name();
    if (behaviour.hasFault("wrong-sender", name)) {
      sender = new X500Name("CN=Somebody Else");
    }
    PKIHeaderBuilder builder =
        new PKIHeaderBuilder(version(name), new GeneralName(sender), request.getSender());
    builder.setMessageTime(new DERGeneralizedTime(Date.from(messageTime(name))));
    builder.setSenderKID(signed ? signerKeyId() : protection.reference().getBytes());
    builder.setSenderNonce(random());
    builder.setTransactionID(
        behaviour.hasFault("wrong-transaction", name)
            ? random()
            : request.getTransactionID().getOctets());
    if (!behaviour.hasFault("no-nonce", name)) {
      builder.setRecipNonce(
          behaviour.hasFault("wrong-nonce", name)
              ? random()
              : request.getSenderNonce().getOctets());
    }
    if (maker != null && !behaviour.hasFault("no-protection", name)) {
      builder.setProtectionAlg(maker.algorithm());
    }
    InfoTypeAndValue[] infos = generalInfo(transaction);
    if (infos.length > 0) {
      builder.setGeneralInfo(infos);
    }
    return builder.build();
  }

  private int version(String name) {
    if (behaviour.hasFault("version-1", name)) {
      return 1;
    }
    return behaviour.hasFault("version-3", name) ? 3 : PKIHeader.CMP_2000;
  }

  private Instant messageTime(String name) {
    Duration skew = behaviour.hasFault("old-time", name) ? Duration.ofDays(1) : Duration.ZERO;
    return Instant.now().minus(skew);
  }

  private byte[] signerKeyId() {
    Extension id = authority.signer.certificate().getExtension(Extension.subjectKeyIdentifier);
    return SubjectKeyIdentifier.getInstance(id.getParsedValue()).getKeyIdentifier();
  }

  private static byte[] random() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return bytes;
  }

  private InfoTypeAndValue[] generalInfo(Transaction transaction) {
    List<InfoTypeAndValue> infos = new ArrayList<>();
    if (transaction.implicitGranted) {
      infos.add(
          new InfoTypeAndValue(CMPObjectIdentifiers.it_implicitConfirm, DERNull.INSTANCE));
    } else if (transaction.certificate != null && behaviour.number("confirm-wait") > 0) {
      Instant end = Instant.now().plusSeconds(behaviour.number("confirm-wait"));
      infos.add(
          new InfoTypeAndValue(
              CMPObjectIdentifiers.it_confirmWaitTime, new DERGeneralizedTime(Date.from(end))));
    }
    return infos.toArray(InfoTypeAndValue[]::new);
  }

  /** The signer first, where there is one, and the CA that stands between it and the root. */
  private CMPCertificate[] certificates(boolean signed, String name) {
    if (behaviour.hasFault("no-extra-certs", name)) {
      return null;
    }
    CMPCertificate issuing = new CMPCertificate(authority.issuing.certificate().toASN1Structure());
    CMPCertificate signer = new CMPCertificate(authority.signer.certificate().toASN1Structure());
    return signed
        ? new CMPCertificate[] {signer, issuing}
        : new CMPCertificate[] {issuing};
  }
}
