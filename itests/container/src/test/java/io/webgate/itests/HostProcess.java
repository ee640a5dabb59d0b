// SPDX-License-Identifier: Apache-2.0
package io.webgate.itests;

import io.webgate.testkit.Eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The distribution as a user starts it, in a process of its own; ended by its process id. */
final class HostProcess implements AutoCloseable {

    private final Path distribution;
    private final Path home;
    private final Optional<Path> java;
    private final Map<String, String> environment;
    private final List<String> features;
    private Process process;

    private HostProcess(Path distribution, Path home, Optional<Path> java) throws IOException {
        this(distribution, home, java, Map.of(), List.of());
    }

    private HostProcess(
            Path distribution, Path home, Optional<Path> java, Map<String, String> environment, List<String> features)
            throws IOException {
        this.distribution = distribution;
        this.home = home;
        this.java = java;
        this.environment = environment;
        this.features = features;
        this.process = launch();
    }

    /** A host whose environment is another one; its commands' is not. */
    static HostProcess startIn(Map<String, String> environment, Path home) throws IOException {
        return new HostProcess(built(), quick(built(), home), Optional.empty(), environment, List.of());
    }

    static HostProcess start(Path home) throws IOException {
        return startOf(built(), home);
    }

    /** With the JVM options that ship, where those are what is looked at. */
    static HostProcess startAsShipped(Path home) throws IOException {
        return new HostProcess(built(), home, Optional.empty());
    }

    /**
     * On top of the options that ship, the compiler that is quick to be ready: most hosts here live for seconds, and two of
     * them share two cores with a browser. A home that has options of its own keeps them.
     */
    private static Path quick(Path distribution, Path home) throws IOException {
        Path options = home.resolve("etc").resolve("jvm.options");
        if (!Files.exists(options)) {
            String shipped = Files.readString(distribution.resolve("etc").resolve("jvm.options"));
            Files.createDirectories(options.getParent());
            Files.writeString(options, shipped + "\n-XX:TieredStopAtLevel=1\n");
        }
        return home;
    }

    /** A host of these features instead of the one that it has unless told. */
    static HostProcess startFeatures(Path home, String... features) throws IOException {
        return new HostProcess(built(), quick(built(), home), Optional.empty(), Map.of(), List.of(features));
    }

    static HostProcess start(Path home, Path java) throws IOException {
        return new HostProcess(built(), home, Optional.of(java));
    }

    /** A host of another distribution than the one that was built. */
    static HostProcess startOf(Path distribution, Path home) throws IOException {
        return new HostProcess(distribution, quick(distribution, home), Optional.empty());
    }

    /** A command of a distribution, to its end, with no host. */
    static Output command(Path distribution, Path folder, String... arguments)
            throws IOException, InterruptedException {
        return finish(prepare(distribution, folder, Optional.empty(), arguments), folder, arguments);
    }

    static Path built() {
        return Path.of(System.getProperty("webgate.distribution"));
    }

    static Path freshHome(String name) throws IOException {
        return Files.createTempDirectory(Path.of(System.getProperty("webgate.work")), "home-" + name + "-");
    }

    private Process launch() throws IOException {
        return launch("0");
    }

    private Process launch(String port) throws IOException {
        Files.deleteIfExists(portFile());
        List<String> arguments = new ArrayList<>(List.of("run", "--home", home.toString(), "--port", port));
        features.forEach(feature -> arguments.addAll(List.of("--feature", feature)));
        ProcessBuilder run = command(arguments.toArray(String[]::new));
        run.environment().putAll(environment);
        return run.start();
    }

    private Path portFile() {
        return home.resolve("var").resolve("port");
    }

    /** The command line of the distribution, with stdin closed and what it says kept in a file. */
    private ProcessBuilder command(String... arguments) {
        return prepare(distribution, home, java, arguments);
    }

    private static ProcessBuilder prepare(Path distribution, Path home, Optional<Path> java, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(distribution.resolve("bin/webgate").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        home.resolveSibling(home.getFileName() + ".out").toFile()));
        builder.environment().put("WEBGATE_VENDOR_DEVELOPMENT", System.getProperty("webgate.vendor"));
        builder.environment().put("XDG_STATE_HOME", outside(home).toString());
        java.ifPresent(path -> builder.environment().put("JAVA_HOME", path.toString()));
        return builder;
    }

    /** Runs one command to its end; stdout alone is returned. */
    Output run(String... arguments) throws IOException, InterruptedException {
        return finish(command(arguments), home, arguments);
    }

    /** A licence for so many waiters on any computer, made by the command line. */
    byte[] license(String holder, int waiters) throws IOException, InterruptedException {
        return license(holder, Api.WAITER, waiters);
    }

    /** The same for another module. */
    byte[] license(String holder, String module, int quantity) throws IOException, InterruptedException {
        Path document = home.resolve("made.wgl");
        run(
                        "vendor",
                        "issue",
                        "--anywhere",
                        "--holder",
                        holder,
                        "--application",
                        "data-server",
                        "--module",
                        module + "=" + quantity,
                        "--out",
                        document.toString())
                .is(0);
        return Files.readAllBytes(document);
    }

    /** What the host remembers outside its home. */
    static Path outside(Path home) {
        return home.resolveSibling(home.getFileName() + "-outside");
    }

    private static Output finish(ProcessBuilder command, Path home, String... arguments)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(home.getParent(), "command-", ".out");
        Path err = Files.createTempFile(home.getParent(), "command-", ".err");
        Process child = command.redirectErrorStream(false)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        if (!child.waitFor(180, TimeUnit.SECONDS)) {
            child.destroyForcibly();
            throw new AssertionError("No end of " + List.of(arguments));
        }
        return new Output(child.exitValue(), Files.readString(out).trim(), Files.readString(err));
    }

    record Output(int exit, String out, String err) {
        Output is(int expected) {
            if (exit != expected) {
                throw new AssertionError("Exit " + exit + " instead of " + expected + "\n" + out + "\n" + err);
            }
            return this;
        }
    }

    /** The host as its administrator, once it is ready. */
    Api ready() {
        return answering(200);
    }

    /** The host as its administrator, once its health is answered with this status. */
    Api answering(int health) {
        Eventually.isSo("The host answers " + health, Duration.ofMinutes(3), () -> notAnswering(health), this::said);
        try {
            return admin();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private String notAnswering(int health) throws IOException, InterruptedException {
        if (!process.isAlive()) {
            throw new IOException("it has ended with " + process.exitValue());
        }
        if (!Files.exists(portFile())) {
            return "it does not listen yet";
        }
        int status = admin().get("/health").status();
        return status == health ? "" : "health answers " + status;
    }

    String said() {
        try {
            return Files.readString(home.resolveSibling(home.getFileName() + ".out"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private Api admin() throws IOException {
        int port = Integer.parseInt(Files.readString(portFile()).trim());
        return new Api(
                port,
                Optional.of(Files.readString(home.resolve("var/admin-token")).trim()));
    }

    /** kill -9. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** SIGTERM; the exit code. */
    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("SIGTERM did not end the host: " + said());
        }
        return process.exitValue();
    }

    /** The exit code of a host that ends by itself. */
    int end() throws InterruptedException {
        if (!process.waitFor(180, TimeUnit.SECONDS)) {
            throw new AssertionError("The host does not end: " + said());
        }
        return process.exitValue();
    }

    void again() throws IOException {
        process = launch();
    }

    /** At the same port as before, so that open pages find it again. */
    void againThere() throws IOException {
        process = launch(Files.readString(portFile()).trim());
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        try {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
