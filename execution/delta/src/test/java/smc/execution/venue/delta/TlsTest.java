package smc.execution.venue.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import smc.execution.instrument.Direction;
import smc.execution.order.OrderType;

/** REST and the private socket by TLS, with certificates that are made here and that nobody else trusts. */
class TlsTest {
    private static final char[] PASSWORD = "of-the-test".toCharArray();

    @TempDir
    private static Path folder;

    /** Of {@code localhost}. */
    private static SSLContext ours;
    /** Of another host. */
    private static SSLContext elsewhere;

    @BeforeAll
    static void makeCertificates() throws Exception {
        ours = certified("localhost");
        elsewhere = certified("api.example.org");
    }

    /** Shows a certificate of the host, and trusts that alone. */
    private static SSLContext certified(String host) throws Exception {
        Path file = folder.resolve(host + ".p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "exchange",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + host,
                        "-ext",
                        "san=dns:" + host,
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).describedAs(said).isZero();
        return context(file);
    }

    private static SSLContext context(Path file) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        var key = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        key.init(keys, PASSWORD);
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("exchange", keys.getCertificate("exchange"));
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void everythingGoesByTlsWhereTheAddressAsksForIt() throws IOException {
        try (var rig = VenueRig.secured(ours, ours, "150")) {
            rig.entry(11, OrderType.MARKET, Direction.LONG, "150", 2, "140");
            rig.settle();

            assertThat(rig.rest.uri().getScheme()).isEqualTo("https");
            assertThat(rig.socket.uri().getScheme()).isEqualTo("wss");
            assertThat(rig.said.of(11)).containsExactly("sent 11", "accepted 11", "filled 11: 2 at 150 for 0.177");
            assertThat(rig.said.of(12)).containsExactly("accepted 12");
        }
    }

    @Test
    void aCertificateOfAnotherHostIsRefused() throws IOException {
        try (var rig = VenueRig.unconnected(elsewhere, elsewhere)) {
            assertThatThrownBy(() -> rig.venue.start().get(10, TimeUnit.SECONDS))
                    .hasStackTraceContaining("No subject alternative DNS name matching localhost found");
            assertThat(rig.rest.requests()).isEmpty();
        }
    }

    @Test
    void aCertificateOfAnAuthorityThatIsNotTrustedIsRefused() throws IOException {
        try (var rig = VenueRig.unconnected(ours, elsewhere)) {
            assertThatThrownBy(() -> rig.venue.start().get(10, TimeUnit.SECONDS))
                    .hasStackTraceContaining("unable to find valid certification path");
            assertThat(rig.rest.requests()).isEmpty();
        }
    }

    /** REST is the venue's, and somebody else answers for the socket. */
    @Test
    void thePrivateSocketHoldsTheNameAgainstTheCertificateToo() throws IOException {
        try (var rig = VenueRig.unconnected(ours, ours, elsewhere)) {
            rig.get(rig.venue.start());
            rig.await(() -> rig.said.alarms().stream().anyMatch(line -> line.contains("the private socket is down")));

            assertThat(rig.said.alarms())
                    .anyMatch(line -> line.contains(SSLHandshakeException.class.getName())
                            || line.contains("certification path"));
            assertThat(rig.said.lines()).allMatch(line -> line.startsWith("alarm"));
        }
    }

    /** Without another word: a certificate that this machine's authorities have not signed. */
    @Test
    void whatNobodyWasToldToTrustIsNotTrusted() throws Exception {
        try (var rig = VenueRig.unconnected(ours, SSLContext.getDefault())) {
            assertThatThrownBy(() -> rig.venue.start().get(10, TimeUnit.SECONDS))
                    .hasStackTraceContaining("PKIX path building failed");
        }
    }
}
