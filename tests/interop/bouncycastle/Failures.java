// SPDX-License-Identifier: GPL-3.0-or-later

import org.bouncycastle.asn1.cmp.PKIFailureInfo;

/** The bits of PKIFailureInfo by their numbers in RFC 9810, 5.2.3. */
final class Failures {
  private static final int[] BITS = {
    PKIFailureInfo.badAlg,
    PKIFailureInfo.badMessageCheck,
    PKIFailureInfo.badRequest,
    PKIFailureInfo.badTime,
    PKIFailureInfo.badCertId,
    PKIFailureInfo.badDataFormat,
    PKIFailureInfo.wrongAuthority,
    PKIFailureInfo.incorrectData,
    PKIFailureInfo.missingTimeStamp,
    PKIFailureInfo.badPOP,
    PKIFailureInfo.certRevoked,
    PKIFailureInfo.certConfirmed,
    PKIFailureInfo.wrongIntegrity,
    PKIFailureInfo.badRecipientNonce,
    PKIFailureInfo.timeNotAvailable,
    PKIFailureInfo.unacceptedPolicy,
    PKIFailureInfo.unacceptedExtension,
    PKIFailureInfo.addInfoNotAvailable,
    PKIFailureInfo.badSenderNonce,
    PKIFailureInfo.badCertTemplate,
    PKIFailureInfo.signerNotTrusted,
    PKIFailureInfo.transactionIdInUse,
    PKIFailureInfo.unsupportedVersion,
    PKIFailureInfo.notAuthorized,
    PKIFailureInfo.systemUnavail,
    PKIFailureInfo.systemFailure,
    PKIFailureInfo.duplicateCertReq,
  };

  private Failures() {}

  /** What BC calls the bit with this number. */
  static int bit(int number) {
    return BITS[number];
  }
}
