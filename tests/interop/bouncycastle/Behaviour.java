// SPDX-License-Identifier: GPL-3.0-or-later

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** How the server behaves: what POST /control changes, as key=value&key=value. */
final class Behaviour {
  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("poll", "0"), // how many pollReq are answered with “not yet”
          Map.entry("check-after", "1"), // seconds that the client shall wait
          Map.entry("delay", "certificates"), // or “all”: rr, genm and certConf wait as well
          Map.entry("implicit", "0"), // whether an implicit confirmation is granted
          Map.entry("answer", "same"), // or mac, signature, none, pbmac1
          Map.entry("confirm-wait", "0"), // seconds that a confirmation is waited for, said in ip
          Map.entry("ca-pubs", "0"), // whether ip, cp and kup bring the root along
          Map.entry("lenient-nonce", "0"), // whether a wrong recipNonce is overlooked
          Map.entry("accept-no-proof", "0"), // whether a proof of possession may be missing
          Map.entry("p10cr-id", "-1"), // certReqId of the answer to a p10cr
          Map.entry("status", "0"), // PKIStatus of answers that grant something
          Map.entry("failure", ""), // bit of the failure that every request is refused with
          Map.entry("text", ""), // what is said to it
          Map.entry("fault", "")); // NAME or NAME@BODY, a list of them is in README.md

  private final Map<String, String> values = new TreeMap<>(DEFAULTS);

  /** Changes all or nothing; an unknown key is an error, so that no test sets what is not there. */
  synchronized void change(String form) {
    Map<String, String> wanted = new TreeMap<>(values);
    for (String pair : form.strip().split("&")) {
      String[] parts = pair.split("=", 2);
      if (pair.equals("reset")) {
        wanted.putAll(DEFAULTS);
      } else if (parts.length == 2 && DEFAULTS.containsKey(parts[0])) {
        wanted.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
      } else {
        throw new IllegalArgumentException("unknown: " + pair);
      }
    }
    values.putAll(wanted);
  }

  synchronized String text(String key) {
    return values.get(key);
  }

  synchronized Map<String, String> all() {
    return new TreeMap<>(values);
  }

  int number(String key) {
    return Integer.parseInt(text(key));
  }

  boolean flag(String key) {
    return text(key).equals("1");
  }

  /** Whether the fault of this name is planted in answers with this body, such as “ip”. */
  boolean hasFault(String name, String body) {
    String[] parts = text("fault").split("@", 2);
    return parts[0].equals(name) && (parts.length == 1 || parts[1].equals(body));
  }
}
