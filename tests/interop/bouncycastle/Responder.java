// SPDX-License-Identifier: GPL-3.0-or-later

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.cmp.CMPCertificate;
import org.bouncycastle.asn1.cmp.CertConfirmContent;
import org.bouncycastle.asn1.cmp.CertOrEncCert;
import org.bouncycastle.asn1.cmp.CertRepMessage;
import org.bouncycastle.asn1.cmp.CertResponse;
import org.bouncycastle.asn1.cmp.CertifiedKeyPair;
import org.bouncycastle.asn1.cmp.ErrorMsgContent;
import org.bouncycastle.asn1.cmp.GenMsgContent;
import org.bouncycastle.asn1.cmp.GenRepContent;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.asn1.cmp.PKIConfirmContent;
import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIHeader;
import org.bouncycastle.asn1.cmp.PKIMessage;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;
import org.bouncycastle.asn1.cmp.PollRepContent;
import org.bouncycastle.asn1.cmp.PollReqContent;
import org.bouncycastle.asn1.cmp.RevRepContentBuilder;
import org.bouncycastle.asn1.cmp.RevReqContent;
import org.bouncycastle.cert.X509CertificateHolder;

/** Answers one CMP message after the other: which body follows which. */
final class Responder {
  private final Authority authority;
  private final Behaviour behaviour;
  private final Protection protection;
  private final Enrollments enrollments;
  private final Questions questions;
  private final Envelope envelope;
  private final Map<ASN1OctetString, Transaction> open = new ConcurrentHashMap<>();

  Responder(Authority authority, Behaviour behaviour, Protection protection) {
    this.authority = authority;
    this.behaviour = behaviour;
    this.protection = protection;
    enrollments = new Enrollments(authority, behaviour);
    questions = new Questions(authority);
    envelope = new Envelope(authority, behaviour, protection);
  }

  /** The answer to a message, protected. */
  synchronized PKIMessage answer(PKIMessage request) throws Exception {
    PKIHeader header = request.getHeader();
    Transaction transaction =
        open.computeIfAbsent(header.getTransactionID(), unused -> new Transaction());
    Protection.Client client = null;
    PKIBody body;
    try {
      client = protection.verify(request);
      checkNonce(header, transaction);
      body = answerBody(request.getBody(), header, transaction, client);
    } catch (Refusal refusal) {
      body = refuse(request.getBody(), client, refusal, transaction.requestId);
      transaction.over = true;
    }
    PKIMessage answer = envelope.wrap(request, body, client, transaction);
    transaction.nonce = answer.getHeader().getSenderNonce().getOctets();
    if (transaction.over) {
      open.remove(header.getTransactionID());
    }
    return answer;
  }

  private void checkNonce(PKIHeader header, Transaction transaction) throws Refusal {
    ASN1OctetString nonce = header.getRecipNonce();
    if (transaction.nonce == null || behaviour.flag("lenient-nonce")) {
      return;
    }
    if (nonce == null || !Arrays.equals(nonce.getOctets(), transaction.nonce)) {
      throw new Refusal(PKIFailureInfo.badRecipientNonce, "not the nonce of the last answer");
    }
  }

  private PKIBody answerBody(
      PKIBody body, PKIHeader header, Transaction transaction, Protection.Client client)
      throws Exception {
    String failure = behaviour.text("failure");
    if (!failure.isEmpty()) {
      throw new Refusal(Failures.bit(Integer.parseInt(failure)), behaviour.text("text"));
    }
    return switch (body.getType()) {
      case PKIBody.TYPE_INIT_REQ,
          PKIBody.TYPE_CERT_REQ,
          PKIBody.TYPE_KEY_UPDATE_REQ,
          PKIBody.TYPE_P10_CERT_REQ ->
          enroll(body, header, transaction, client);
      case PKIBody.TYPE_POLL_REQ -> poll(body, transaction);
      case PKIBody.TYPE_CERT_CONFIRM -> confirm(body, transaction);
      case PKIBody.TYPE_REVOCATION_REQ ->
          later(transaction, () -> revoke(body, transaction, client));
      case PKIBody.TYPE_GEN_MSG -> later(transaction, () -> ask(body, transaction));
      case PKIBody.TYPE_ERROR -> leave(transaction);
      default -> throw new Refusal(PKIFailureInfo.badRequest, "this CA does not do that");
    };
  }

  private PKIBody enroll(
      PKIBody body, PKIHeader header, Transaction transaction, Protection.Client client)
      throws Exception {
    if (transaction.nonce != null) {
      throw new Refusal(PKIFailureInfo.transactionIdInUse, "this transaction is open already");
    }
    int kind = answerKind(body.getType());
    Enrollments.Wanted wanted = enrollments.read(body, client);
    transaction.requestId = wanted.requestId();
    transaction.implicitWanted = Envelope.wantsImplicit(header);
    transaction.pollsLeft = behaviour.number("poll");
    Transaction.Work work = () -> issue(kind, wanted, transaction);
    if (transaction.pollsLeft == 0) {
      return work.run();
    }
    transaction.waiting = work;
    return certificateAnswer(kind, null, waitingStatus(), transaction.requestId);
  }

  private PKIBody issue(int kind, Enrollments.Wanted wanted, Transaction transaction)
      throws Exception {
    X509CertificateHolder certificate = enrollments.issue(wanted, Envelope.nameOf(kind));
    transaction.certificate = certificate;
    transaction.implicitGranted = transaction.implicitWanted && behaviour.flag("implicit");
    transaction.over = transaction.implicitGranted;
    return certificateAnswer(kind, certificate, grantedStatus(), transaction.requestId);
  }

  /** The kind of body that answers a request for a certificate. */
  private static int answerKind(int request) {
    return switch (request) {
      case PKIBody.TYPE_INIT_REQ -> PKIBody.TYPE_INIT_REP;
      case PKIBody.TYPE_KEY_UPDATE_REQ -> PKIBody.TYPE_KEY_UPDATE_REP;
      default -> PKIBody.TYPE_CERT_REP;
    };
  }

  private PKIBody certificateAnswer(
      int kind, X509CertificateHolder certificate, PKIStatusInfo status, BigInteger requestId) {
    String name = Envelope.nameOf(kind);
    CertifiedKeyPair pair = null;
    if (certificate != null && !behaviour.hasFault("no-certificate", name)) {
      pair =
          new CertifiedKeyPair(
              new CertOrEncCert(new CMPCertificate(certificate.toASN1Structure())));
    }
    BigInteger id = behaviour.hasFault("wrong-request-id", name) ? BigInteger.TEN : requestId;
    CertResponse response = new CertResponse(new ASN1Integer(id), status, pair, null);
    CMPCertificate[] roots = null;
    if (certificate != null && behaviour.flag("ca-pubs")) {
      roots =
          new CMPCertificate[] {
            new CMPCertificate(authority.root.certificate().toASN1Structure())
          };
    }
    CertResponse[] responses =
        behaviour.hasFault("two-answers", name)
            ? new CertResponse[] {response, response}
            : new CertResponse[] {response};
    return new PKIBody(kind, new CertRepMessage(roots, responses));
  }

  private PKIStatusInfo waitingStatus() {
    return new PKIStatusInfo(PKIStatus.waiting, new PKIFreeText("somebody has to look at it"));
  }

  private PKIStatusInfo grantedStatus() {
    PKIStatus status = PKIStatus.getInstance(new ASN1Integer(behaviour.number("status")));
    String text = behaviour.text("text");
    return text.isEmpty()
        ? new PKIStatusInfo(status)
        : new PKIStatusInfo(status, new PKIFreeText(text));
  }

  /** Does something at once, or has the client ask again (RFC 9810, 5.3.22). */
  private PKIBody later(Transaction transaction, Transaction.Work work) throws Exception {
    transaction.pollsLeft = behaviour.text("delay").equals("all") ? behaviour.number("poll") : 0;
    if (transaction.pollsLeft == 0) {
      return work.run();
    }
    transaction.waiting = work;
    transaction.requestId = BigInteger.ONE.negate();
    return new PKIBody(PKIBody.TYPE_ERROR, new ErrorMsgContent(waitingStatus()));
  }

  private PKIBody poll(PKIBody body, Transaction transaction) throws Exception {
    BigInteger[] ids = PollReqContent.getInstance(body.getContent()).getCertReqIdValues();
    if (transaction.waiting == null
        || ids.length != 1
        || !ids[0].equals(transaction.requestId)) {
      throw new Refusal(PKIFailureInfo.badRequest, "nothing waits here");
    }
    if (transaction.pollsLeft-- > 0) {
      return new PKIBody(
          PKIBody.TYPE_POLL_REP,
          new PollRepContent(
              new ASN1Integer(ids[0]),
              new ASN1Integer(behaviour.number("check-after")),
              new PKIFreeText("not yet")));
    }
    Transaction.Work work = transaction.waiting;
    transaction.waiting = null;
    return work.run();
  }

  private PKIBody confirm(PKIBody body, Transaction transaction) throws Exception {
    if (transaction.certificate == null) {
      throw new Refusal(PKIFailureInfo.badRequest, "nothing is to be confirmed");
    }
    enrollments.confirm(CertConfirmContent.getInstance(body.getContent()), transaction.certificate);
    return later(transaction, () -> leave(transaction));
  }

  private static PKIBody leave(Transaction transaction) {
    transaction.over = true;
    return new PKIBody(PKIBody.TYPE_CONFIRM, new PKIConfirmContent());
  }

  private PKIBody revoke(PKIBody body, Transaction transaction, Protection.Client client)
      throws Exception {
    var revoked = enrollments.revoke(RevReqContent.getInstance(body.getContent()), client);
    transaction.over = true;
    return new PKIBody(
        PKIBody.TYPE_REVOCATION_REP,
        new RevRepContentBuilder().add(grantedStatus(), revoked).build());
  }

  private PKIBody ask(PKIBody body, Transaction transaction) throws Exception {
    var asked = GenMsgContent.getInstance(body.getContent()).toInfoTypeAndValueArray();
    transaction.over = true;
    return new PKIBody(PKIBody.TYPE_GEN_REP, new GenRepContent(questions.answer(asked)));
  }

  /** A refusal in the body that the request calls for, or an error message. */
  private PKIBody refuse(
      PKIBody request, Protection.Client client, Refusal refusal, BigInteger requestId) {
    ASN1Encodable error = new ErrorMsgContent(refusal.toStatus());
    if (client == null) {
      return new PKIBody(PKIBody.TYPE_ERROR, error);
    }
    return switch (request.getType()) {
      case PKIBody.TYPE_INIT_REQ, PKIBody.TYPE_CERT_REQ, PKIBody.TYPE_KEY_UPDATE_REQ ->
          certificateAnswer(
              answerKind(request.getType()), null, refusal.toStatus(), requestId);
      case PKIBody.TYPE_P10_CERT_REQ ->
          certificateAnswer(
              PKIBody.TYPE_CERT_REP,
              null,
              refusal.toStatus(),
              BigInteger.valueOf(behaviour.number("p10cr-id")));
      case PKIBody.TYPE_REVOCATION_REQ ->
          new PKIBody(
              PKIBody.TYPE_REVOCATION_REP,
              new RevRepContentBuilder().add(refusal.toStatus()).build());
      default -> new PKIBody(PKIBody.TYPE_ERROR, error);
    };
  }
}
