// SPDX-License-Identifier: GPL-3.0-or-later

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.cmp.PKIHeader;
import org.bouncycastle.asn1.cmp.PKIMessage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.util.encoders.Base64;
import org.bouncycastle.util.encoders.Hex;

/**
 * A CMP server made with Bouncy Castle, as a foreign peer of Signet's tests.
 *
 * <p>PeerServer DIRECTORY [--tls|--tls-clients]: writes ca.pem into the folder (and device.pem and
 * device.key, which a client shows to it, with --tls-clients), listens on two ports of
 * 127.0.0.1, one for CMP and one that the tests steer it by, prints one line of JSON and ends when its
 * standard input does.
 */
final class PeerServer {
  private static final int LARGEST = 1 << 20;
  private static final byte[] ANSWER_TOO_LARGE = new byte[5 << 20];

  private final Authority authority = new Authority();
  private final Behaviour behaviour = new Behaviour();
  private final Responder responder;
  private final StringBuffer log = new StringBuffer();

  private PeerServer(String reference, String code) throws Exception {
    responder = new Responder(authority, behaviour, new Protection(authority, reference, code));
  }

  public static void main(String[] arguments) throws Exception {
    Security.addProvider(new BouncyCastleProvider());
    Path folder = Path.of(arguments[0]);
    List<String> options = Arrays.asList(arguments).subList(1, arguments.length);
    String reference = "peer-" + random(3);
    String code = random(12);
    PeerServer peer = new PeerServer(reference, code);
    Path roots = folder.resolve("ca.pem");
    Files.writeString(roots, pem("CERTIFICATE", peer.authority.root.certificate().getEncoded()));
    if (options.contains("--tls-clients")) {
      writeDevice(folder, peer.authority);
    }

    int port = peer.listen(options);
    System.out.printf(
        "{\"url\": \"%s://127.0.0.1:%d/cmp\", \"control\": %d, \"reference\": \"%s\","
            + " \"code\": \"%s\", \"ca_file\": \"%s\"}%n",
        options.isEmpty() ? "http" : "https", port, peer.listenForTests(), reference, code, roots);
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  private static String random(int bytes) {
    byte[] value = new byte[bytes];
    new SecureRandom().nextBytes(value);
    return Hex.toHexString(value);
  }

  private static String pem(String what, byte[] der) {
    String text = Base64.toBase64String(der).replaceAll("(.{64})", "$1\n");
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  /** What a client shows to this server: its certificate with the CA's, and its key. */
  private static void writeDevice(Path folder, Authority authority) throws Exception {
    Authority.Identity device = authority.makeDevice();
    Files.writeString(
        folder.resolve("device.pem"),
        pem("CERTIFICATE", device.certificate().getEncoded())
            + pem("CERTIFICATE", authority.issuing.certificate().getEncoded()));
    byte[] key = device.keys().getPrivate().getEncoded();
    Files.writeString(folder.resolve("device.key"), pem("PRIVATE KEY", key));
  }

  private int listen(List<String> options) throws Exception {
    HttpServer server;
    InetSocketAddress address = anyPort();
    if (options.isEmpty()) {
      server = HttpServer.create(address, 0);
    } else {
      HttpsServer secure = HttpsServer.create(address, 0);
      secure.setHttpsConfigurator(configurator(options.contains("--tls-clients")));
      server = secure;
    }
    server.createContext("/cmp", this::serveCmp);
    server.createContext("/.well-known/cmp", this::serveCmp);
    return start(server);
  }

  /** Never with TLS: what steers a test needs no certificate for it. */
  private int listenForTests() throws IOException {
    HttpServer server = HttpServer.create(anyPort(), 0);
    server.createContext("/control", this::serveControl);
    server.createContext("/log", exchange -> send(exchange, 200, "text/plain", log.toString()));
    server.createContext("/crl", this::serveCrl);
    return start(server);
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static int start(HttpServer server) {
    // A client that keeps its connection open must not keep the next one waiting.
    server.setExecutor(Executors.newCachedThreadPool());
    server.start();
    return server.getAddress().getPort();
  }

  /** TLS with a certificate of the issuing CA; its clients have one as well where they must. */
  private HttpsConfigurator configurator(boolean clients) throws Exception {
    JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
    Authority.Identity web = authority.makeWebServer();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, null);
    java.security.cert.Certificate[] chain = {
      converter.getCertificate(web.certificate()),
      converter.getCertificate(authority.issuing.certificate()),
    };
    keys.setKeyEntry("web", web.keys().getPrivate(), new char[0], chain);
    keys.setCertificateEntry("root", converter.getCertificate(authority.root.certificate()));
    KeyManagerFactory managers = KeyManagerFactory.getInstance("PKIX");
    managers.init(keys, new char[0]);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(keys);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), trust.getTrustManagers(), null);
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        SSLParameters ssl = context.getDefaultSSLParameters();
        ssl.setNeedClientAuth(clients);
        parameters.setSSLParameters(ssl);
      }
    };
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    send(exchange, status, type, text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] read(HttpExchange exchange) throws IOException {
    try (InputStream body = exchange.getRequestBody()) {
      return body.readNBytes(LARGEST);
    }
  }

  private void serveControl(HttpExchange exchange) throws IOException {
    try {
      if (exchange.getRequestMethod().equals("POST")) {
        behaviour.change(new String(read(exchange), StandardCharsets.UTF_8));
      }
      send(exchange, 200, "text/plain", behaviour.all().toString());
    } catch (IllegalArgumentException wrong) {
      send(exchange, 400, "text/plain", wrong.getMessage());
    }
  }

  private void serveCrl(HttpExchange exchange) throws IOException {
    try {
      send(exchange, 200, "application/pkix-crl", authority.crl().getEncoded());
    } catch (Exception error) {
      send(exchange, 500, "text/plain", error.toString());
    }
  }

  private void serveCmp(HttpExchange exchange) throws IOException {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!exchange.getRequestMethod().equals("POST") || !type.equals("application/pkixcmp")) {
      send(exchange, 415, "text/plain", "CMP is posted as application/pkixcmp\n");
      return;
    }
    PKIMessage answer;
    try {
      PKIMessage request = PKIMessage.getInstance(read(exchange));
      note(exchange, request);
      answer = responder.answer(request);
    } catch (Exception error) {
      error.printStackTrace();
      send(exchange, 500, "text/plain", "not a CMP message that can be answered\n");
      return;
    }
    try {
      answer(exchange, answer);
    } catch (IOException gone) {
      // A client need not stay to hear all of an answer.
      exchange.close();
    }
  }

  /** One line for each message: its kind, its protection, its sender and where it comes from. */
  private void note(HttpExchange exchange, PKIMessage request) {
    PKIHeader header = request.getHeader();
    String algorithm =
        header.getProtectionAlg() == null ? "none" : header.getProtectionAlg().getAlgorithm().getId();
    log.append(Hex.toHexString(header.getTransactionID().getOctets())).append(' ');
    log.append(Envelope.nameOf(request.getBody().getType())).append(' ').append(algorithm);
    log.append(' ').append(exchange.getRemoteAddress().getPort());
    log.append(' ').append(header.getSender().getName()).append('\n');
  }

  private void answer(HttpExchange exchange, PKIMessage answer) throws IOException {
    String name = Envelope.nameOf(answer.getBody().getType());
    byte[] encoded = answer.getEncoded("DER");
    if (behaviour.hasFault("drop", name)) {
      exchange.close();
    } else if (behaviour.hasFault("html", name)) {
      send(exchange, 503, "text/html", "<html><body>Please try again later</body></html>");
    } else if (behaviour.hasFault("http-500", name)) {
      send(exchange, 500, "application/pkixcmp", encoded);
    } else if (behaviour.hasFault("trailing", name)) {
      send(exchange, 200, "application/pkixcmp", Arrays.copyOf(encoded, encoded.length + 3));
    } else if (behaviour.hasFault("truncated", name)) {
      send(exchange, 200, "application/pkixcmp", Arrays.copyOf(encoded, encoded.length - 3));
    } else if (behaviour.hasFault("huge", name)) {
      send(exchange, 200, "application/pkixcmp", ANSWER_TOO_LARGE);
    } else {
      send(exchange, 200, "application/pkixcmp", encoded);
    }
  }
}
