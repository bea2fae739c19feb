// SPDX-License-Identifier: GPL-3.0-or-later

import org.bouncycastle.asn1.cmp.PKIFailureInfo;
import org.bouncycastle.asn1.cmp.PKIFreeText;
import org.bouncycastle.asn1.cmp.PKIStatus;
import org.bouncycastle.asn1.cmp.PKIStatusInfo;

/** Why a request is not granted; becomes a rejection or an error message. */
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final int failure;

  /** failure: one of the bits of PKIFailureInfo. */
  Refusal(int failure, String text) {
    super(text);
    this.failure = failure;
  }

  PKIStatusInfo toStatus() {
    return new PKIStatusInfo(
        PKIStatus.rejection, new PKIFreeText(getMessage()), new PKIFailureInfo(failure));
  }
}
