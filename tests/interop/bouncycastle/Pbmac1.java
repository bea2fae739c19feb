// SPDX-License-Identifier: GPL-3.0-or-later

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;

/** PBMAC1 (RFC 9481, 6.1.2), which newer CAs use and which no OpenSSL can check in CMP. */
final class Pbmac1 implements Protection.Maker {
  private static final int ROUNDS = 10_000;
  private static final int BITS = 256;
  private static final AlgorithmIdentifier HMAC =
      new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);

  private final byte[] salt = new byte[16];
  private final byte[] key;

  Pbmac1(char[] code) throws GeneralSecurityException {
    new SecureRandom().nextBytes(salt);
    key =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
            .generateSecret(new PBEKeySpec(code, salt, ROUNDS, BITS))
            .getEncoded();
  }

  @Override
  public AlgorithmIdentifier algorithm() {
    PBKDF2Params derivation = new PBKDF2Params(salt, ROUNDS, BITS / 8, HMAC);
    AlgorithmIdentifier function =
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBKDF2, derivation);
    return new AlgorithmIdentifier(
        PKCSObjectIdentifiers.id_PBMAC1,
        new DERSequence(new AlgorithmIdentifier[] {function, HMAC}));
  }

  @Override
  public byte[] protect(byte[] part) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(part);
  }
}
