// SPDX-License-Identifier: GPL-3.0-or-later

import java.math.BigInteger;
import org.bouncycastle.asn1.cmp.PKIBody;
import org.bouncycastle.cert.X509CertificateHolder;

/** What is remembered between two requests of one transaction, whatever connection they come by. */
final class Transaction {
  /** Something that is done when the client has waited long enough. */
  interface Work {
    PKIBody run() throws Exception;
  }

  /** The nonce of the last answer, which the next request has to repeat. */
  byte[] nonce;

  /** What is still to be done, or null. */
  Work waiting;

  int pollsLeft;
  BigInteger requestId = BigInteger.ZERO;

  /** What was issued and is not confirmed, or null. */
  X509CertificateHolder certificate;

  boolean implicitWanted;
  boolean implicitGranted;
  boolean over;
}
