package smc.ops.api.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    /** Of "alert(1)", worked out by {@code printf %s 'alert(1)' | openssl dgst -sha256 -binary | base64}. */
    private static final String HASH = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve("out").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Page page() {
        return new Page(folder.resolve("out"), folder.resolve("progress"), nanos::get);
    }

    @Test
    void aScriptInThePageIsAllowedByItsHashAndNoOther() {
        String policy = InlineScripts.policy(
                "<html><SCRIPT>alert(1)</SCRIPT><script src=\"/a.js\">no</script><p>alert(2)</p></html>");

        assertThat(policy).contains("script-src 'self' " + HASH + ";").doesNotContain("script-src 'unsafe");
        assertThat(InlineScripts.policy("<p>none</p>")).contains("script-src 'self';", "frame-ancestors 'none'");
    }

    @Test
    void aPageIsFoundByItsFolderAndWhatHasAHashInItsNameIsKept() throws IOException {
        write("index.html", "home");
        write("chart/index.html", "<script>alert(1)</script>");
        write("404.html", "nothing");
        write("_next/static/a1.js", "1;".repeat(1_000));
        PageFiles files = page().files().orElseThrow();

        assertThat(files.find("/").orElseThrow().bytes()).isEqualTo("home".getBytes(StandardCharsets.UTF_8));
        assertThat(files.find("/chart/").orElseThrow().policy())
                .hasValueSatisfying(policy -> assertThat(policy).contains(HASH));
        assertThat(files.find("/chart")).isEmpty();
        assertThat(files.isPageWithoutSlash("/chart")).isTrue();
        assertThat(files.find("/../progress")).isEmpty();
        assertThat(files.notFound()).isPresent();
        PageFile script = files.find("/_next/static/a1.js").orElseThrow();
        assertThat(script.isForGood()).isTrue();
        assertThat(script.contentType()).startsWith("text/javascript");
        try (var zipped =
                new GZIPInputStream(new ByteArrayInputStream(script.zipped().orElseThrow()))) {
            assertThat(zipped.readAllBytes()).isEqualTo(script.bytes());
        }
        assertThat(files.find("/").orElseThrow().isForGood()).isFalse();
    }

    /** Whoever reads while it is replaced has the one before. */
    @Test
    void aPageThatIsBuiltAnewIsSeenAfterASecondAndTheOldOneUntilThen() throws IOException {
        Path index = write("index.html", "first");
        Page page = page();
        assertThat(page.files().orElseThrow().find("/").orElseThrow().bytes())
                .asString()
                .isEqualTo("first");

        Files.delete(index);
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(page.files().orElseThrow().find("/").orElseThrow().bytes())
                .asString()
                .isEqualTo("first");

        Files.setLastModifiedTime(write("index.html", "second"), FileTime.fromMillis(7_000));
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(page.files().orElseThrow().find("/").orElseThrow().bytes())
                .asString()
                .isEqualTo("second");
    }

    @Test
    void linksOutOfThePageLeadNowhere() throws IOException {
        write("index.html", "home");
        Path secret = Files.writeString(folder.resolve("secret"), "key");
        Files.createSymbolicLink(folder.resolve("out/link.txt"), secret);

        assertThat(page().files().orElseThrow().find("/link.txt")).isEmpty();
    }

    @Test
    void aFolderWithoutAnIndexIsNoPage() throws IOException {
        write("other.html", "x");

        assertThat(page().files()).isEmpty();
        assertThatThrownBy(() -> PageFiles.read(folder.resolve("out"))).hasMessageContaining("there is no index.html");
    }

    @Test
    void whyThereIsNoPageIsSaidWithoutTakingAWordForMarkup() throws IOException {
        assertThat(page().build().state()).isEqualTo(PageBuild.State.NONE);
        Files.writeString(folder.resolve("progress"), "failed its build failed; look at <log>\n");

        PageBuild build = page().build();

        assertThat(build).isEqualTo(new PageBuild(PageBuild.State.FAILED, "its build failed; look at <log>"));
        assertThat(build.html()).contains("look at &lt;log&gt;").doesNotContain("<log>", "<script");
    }
}
