// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** The distribution as it is shipped, with the platform's bundles only: starting, refusing to start, stopping. */
@Timeout(240)
final class DistributionIT {

    @TempDir
    private Path folder = Path.of("");

    private String home = "";
    private String platform = "";

    @BeforeEach
    void prepare() throws IOException {
        home = folder.resolve("home").toString();
        platform = Platform.feature(folder.resolve("platform.json")).toString();
    }

    private HostProcess run(String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("run", "--home", home, "--feature", platform));
        arguments.addAll(List.of(more));
        return HostProcess.start(arguments.toArray(String[]::new));
    }

    private int port() throws IOException {
        return new Home(Path.of(home)).port().orElseThrow();
    }

    private static int status(int port) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/nothing"));
        return HttpClient.newHttpClient()
                .send(request.build(), BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void listensOnAFreePortTellsItAndEndsCleanlyOnSigterm() throws Exception {
        try (HostProcess host = run("--port", "0")) {
            String line = host.awaitLine("listens at");
            assertThat(line).contains("http://127.0.0.1:" + port() + "/");
            assertThat(status(port())).isEqualTo(404);
            assertThat(HomeLock.holder(new Home(Path.of(home)))).contains(host.pid()); // the script became the JVM
            host.terminate();
            assertThat(host.exitCode()).as(host.said()).isEqualTo(143);
            assertThat(host.printed()).isEmpty();
            assertThat(Path.of(home, "var/port")).doesNotExist();
        }
        assertThat(Path.of(home, "var/log/webgate.log")).isNotEmptyFile();
    }

    @Test
    void refusesASecondHostInTheSameHomeAndStopsTheFirst() throws Exception {
        try (HostProcess first = run("--port", "0")) {
            first.awaitLine("listens at");
            try (HostProcess second = run("--port", "0")) {
                assertThat(second.exitCode()).isEqualTo(ExitCode.FAILED);
                assertThat(second.said()).contains("process " + first.pid()).contains("webgate stop");
            }
            try (HostProcess stop = HostProcess.start("stop", "--home", home)) {
                assertThat(stop.exitCode()).as(stop.said()).isEqualTo(ExitCode.DONE);
            }
            assertThat(first.exitCode()).isEqualTo(143);
        }
    }

    @Test
    void takesThePortFromEtcUnlessTheCommandLineSaysAnother() throws Exception {
        Path etc = Files.createDirectories(Path.of(home, "etc")).resolve("org.apache.felix.http.config");
        // Bound without listening, the port is nobody else's until the end, and the host may still listen there
        try (Socket kept = new Socket()) {
            kept.setReuseAddress(true);
            kept.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int free = kept.getLocalPort();
            String settings =
                    "org.osgi.service.http.port=I\"" + free + "\"\norg.apache.felix.http.host=\"127.0.0.1\"\n";
            Files.writeString(etc, settings);
            try (HostProcess host = run()) {
                host.awaitLine("listens at");
                assertThat(port()).isEqualTo(free);
                host.terminate();
                assertThat(host.exitCode()).isEqualTo(143);
            }
            try (HostProcess host = run("--port", "0")) {
                host.awaitLine("listens at");
                assertThat(port()).isNotEqualTo(free);
                host.terminate();
                assertThat(host.exitCode()).isEqualTo(143);
            }
            assertThat(etc).hasContent(settings);
        }
    }

    @Test
    void refusesABusyPortBeforeAnythingStarts() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                HostProcess host = run("--port", Integer.toString(other.getLocalPort()))) {
            assertThat(host.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(host.said()).contains("Port " + other.getLocalPort()).contains("--port N");
            assertThat(Path.of(home, "var/cache")).doesNotExist();
        }
    }

    @Test
    void namesTheBundleThatDoesNotResolveAndWhatItLacks() throws Exception {
        Platform.bundle(
                Path.of(home, "repository/test/impossible/1.0.0/impossible-1.0.0.jar"),
                "test.impossible",
                "no.such.trade");
        platform = Platform.feature(folder.resolve("more.json"), "test:impossible:1.0.0")
                .toString();
        try (HostProcess host = run("--port", "0")) {
            assertThat(host.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(host.said()).contains("test.impossible 1.0.0 lacks package no.such.trade");
        }
    }

    @Test
    void namesTheBundleThatIsMissingFromTheRepository() throws Exception {
        platform = Platform.feature(folder.resolve("more.json"), "test:absent:1.0.0")
                .toString();
        try (HostProcess host = run("--port", "0")) {
            assertThat(host.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(host.said()).contains("test:absent:1.0.0");
        }
    }

    @Test
    void namesTheFeaturesThatThereAreWhenOneIsNot() throws Exception {
        try (HostProcess host = HostProcess.start("run", "--home", home, "--feature", "gaet")) {
            assertThat(host.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(host.said()).contains("gaet").contains("gate");
        }
    }

    @Test
    void endsWithTwoWhenTheCommandIsMistyped() throws Exception {
        try (HostProcess host = HostProcess.start("run", "--prot", "0")) {
            assertThat(host.exitCode()).isEqualTo(ExitCode.USAGE);
            assertThat(host.said()).contains("--prot");
        }
        try (HostProcess command = HostProcess.start("frobnicate")) {
            assertThat(command.exitCode()).isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void passesTheJvmOptionsThatAreForThisJava() throws Exception {
        Path etc = Files.createDirectories(Path.of(home, "etc"));
        Files.writeString(
                etc.resolve("jvm.options"),
                """
                # comment
                -Dall=one two
                17:-Donly17=1
                  18+:-Dfrom18=1
                17-20:-Drange=1
                9-16:-Dold=1
                """);
        assertThat(javaArguments("17.0.15"))
                .contains("-Dall=one two", "-Donly17=1", "-Drange=1")
                .doesNotContain("-Dfrom18=1", "-Dold=1")
                .endsWith("io.webgate.host.Main", "run", "--home", home);
        assertThat(javaArguments("25"))
                .contains("-Dall=one two", "-Dfrom18=1")
                .doesNotContain("-Donly17=1", "-Drange=1", "-Dold=1");
    }

    @Test
    void namesALineThatIsNoJvmOption() throws Exception {
        Path etc = Files.createDirectories(Path.of(home, "etc"));
        Files.writeString(etc.resolve("jvm.options"), "-Xmx100m\nXmx200m\n");
        try (HostProcess host = run()) {
            assertThat(host.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(host.said()).contains("jvm.options:2").contains("Xmx200m");
        }
    }

    @Test
    void refusesAnOlderJava() throws Exception {
        try (HostProcess host = HostProcess.start(List.of("JAVA_HOME=" + java("11.0.2")), "run")) {
            assertThat(host.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(host.said()).contains("Java 17").contains("11.0.2");
        }
    }

    /** The lines that the script passes to a Java of that version, which only prints them. */
    private List<String> javaArguments(String version) throws Exception {
        try (HostProcess host = HostProcess.start(List.of("JAVA_HOME=" + java(version)), "run", "--home", home)) {
            assertThat(host.exitCode()).as(host.said()).isEqualTo(0);
            return host.printed().lines().toList();
        }
    }

    private Path java(String version) throws IOException {
        Path java = folder.resolve("java-" + version);
        Path program = Files.createDirectories(java.resolve("bin")).resolve("java");
        Files.writeString(program, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.writeString(java.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return java;
    }
}
