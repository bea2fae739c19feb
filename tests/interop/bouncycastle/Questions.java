// SPDX-License-Identifier: GPL-3.0-or-later

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.cmp.CMPObjectIdentifiers;
import org.bouncycastle.asn1.cmp.CertReqTemplateContent;
import org.bouncycastle.asn1.cmp.InfoTypeAndValue;
import org.bouncycastle.asn1.crmf.CertTemplate;
import org.bouncycastle.asn1.crmf.CertTemplateBuilder;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** What a genm is answered with. */
final class Questions {
  private static final ASN1ObjectIdentifier ALGORITHM =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.5.1.11");
  private static final ASN1ObjectIdentifier RSA_LENGTH =
      new ASN1ObjectIdentifier("1.3.6.1.5.5.7.5.1.12");
  private static final AlgorithmIdentifier P256 =
      new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, X9ObjectIdentifiers.prime256v1);

  private static final List<ASN1ObjectIdentifier> KNOWN =
      List.of(
          CMPObjectIdentifiers.id_it_caCerts,
          CMPObjectIdentifiers.it_signKeyPairTypes,
          CMPObjectIdentifiers.it_currentCRL,
          CMPObjectIdentifiers.id_it_certReqTemplate,
          CMPObjectIdentifiers.id_it_rootCaCert);

  private final Authority authority;

  Questions(Authority authority) {
    this.authority = authority;
  }

  /** The answers to some questions; everything where nothing is asked. */
  InfoTypeAndValue[] answer(InfoTypeAndValue[] asked) throws Exception {
    List<InfoTypeAndValue> answers = new ArrayList<>();
    List<ASN1ObjectIdentifier> unknown = new ArrayList<>();
    List<ASN1ObjectIdentifier> types =
        asked.length == 0
            ? KNOWN
            : Arrays.stream(asked).map(InfoTypeAndValue::getInfoType).toList();
    for (ASN1ObjectIdentifier type : types) {
      InfoTypeAndValue answer = answerOne(type);
      if (answer == null) {
        unknown.add(type);
      } else {
        answers.add(answer);
      }
    }
    if (!unknown.isEmpty()) {
      answers.add(info(CMPObjectIdentifiers.it_unsupportedOIDs, sequence(unknown)));
    }
    return answers.toArray(InfoTypeAndValue[]::new);
  }

  private static InfoTypeAndValue info(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new InfoTypeAndValue(type, value);
  }

  private static DERSequence sequence(List<? extends ASN1Encodable> values) {
    return new DERSequence(values.toArray(ASN1Encodable[]::new));
  }

  private InfoTypeAndValue answerOne(ASN1ObjectIdentifier type) throws Exception {
    if (type.equals(CMPObjectIdentifiers.id_it_caCerts)) {
      return info(type, sequence(List.of(structure(authority.issuing), structure(authority.root))));
    } else if (type.equals(CMPObjectIdentifiers.id_it_rootCaCert)) {
      return info(CMPObjectIdentifiers.id_it_rootCaKeyUpdate, rootUpdate());
    } else if (type.equals(CMPObjectIdentifiers.id_it_certReqTemplate)) {
      return info(type, template());
    } else if (type.equals(CMPObjectIdentifiers.id_it_crlStatusList)) {
      ASN1Encodable crl = authority.crl().toASN1Structure();
      return info(CMPObjectIdentifiers.id_it_crls, new DERSequence(crl));
    } else if (type.equals(CMPObjectIdentifiers.it_currentCRL)) {
      return info(type, authority.crl().toASN1Structure());
    } else if (type.equals(CMPObjectIdentifiers.it_signKeyPairTypes)) {
      return info(type, new DERSequence(P256));
    }
    return null;
  }

  private static ASN1Encodable structure(Authority.Identity identity) {
    return identity.certificate().toASN1Structure();
  }

  /** newWithNew, [0] newWithOld, [1] oldWithNew, both tags explicit (RFC 9810, 5.3.19.15). */
  private ASN1Encodable rootUpdate() throws Exception {
    ASN1Encodable newWithOld = authority.link(authority.newRoot, authority.root).toASN1Structure();
    ASN1Encodable oldWithNew = authority.link(authority.root, authority.newRoot).toASN1Structure();
    return sequence(
        List.of(
            structure(authority.newRoot),
            new DERTaggedObject(true, 0, newWithOld),
            new DERTaggedObject(true, 1, oldWithNew)));
  }

  /** An organization that is given, a name that is to be filled in, and two kinds of keys. */
  private static ASN1Encodable template() throws Exception {
    Extension usage =
        Extension.create(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    CertTemplate template =
        new CertTemplateBuilder()
            .setSubject(new X500Name("O=Bouncy Castle Peer,CN="))
            .setExtensions(new Extensions(usage))
            .build();
    DERSequence elliptic = sequence(List.of(ALGORITHM, P256));
    DERSequence rsa = sequence(List.of(RSA_LENGTH, new ASN1Integer(3072)));
    return new CertReqTemplateContent(template, sequence(List.of(elliptic, rsa)));
  }
}
