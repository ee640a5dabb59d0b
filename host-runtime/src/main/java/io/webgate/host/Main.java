// SPDX-License-Identifier: Apache-2.0
package io.webgate.host;

import io.webgate.host.cli.CommandLineTool;
import io.webgate.host.cli.Demo;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The program: {@code run} starts a host in this process, everything else is a command to one that runs. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        // Java 17 writes to a pipe in the platform's encoding, whatever file.encoding says
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
        List<String> rest = Arrays.asList(arguments);
        boolean runs = !rest.isEmpty() && rest.get(0).equals("run") && !rest.contains("--help") && !rest.contains("-h");
        System.exit(runs ? run(rest.subList(1, rest.size())) : CommandLineTool.execute(arguments));
    }

    private static int run(List<String> arguments) throws InterruptedException {
        // The framework prints its errors to standard output, which is for results
        System.setOut(System.err);
        RunOptions options;
        try {
            options = RunOptions.parse(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("webgate run: " + e.getMessage());
            return ExitCode.USAGE;
        }
        if (options.demo() && Demo.vendor().isEmpty()) {
            System.err.println(
                    Bilingual.text(
                            "--demo needs a development vendor, which only a checkout has: start ./webgate there.",
                            "Для --demo нужен поставщик для разработки, он есть только в рабочей копии: запускайте ./webgate."));
            return ExitCode.USAGE;
        }
        try {
            RunOptions wanted = options.demo() ? options.with(Demo.FEATURE) : options;
            Host host = new Launcher(Distribution.current(), System.err::println).launch(wanted);
            Runtime.getRuntime().addShutdownHook(new Thread(host::close, "webgate-stop"));
            if (options.demo()) {
                Demo.show(new Home(options.home()), System.err::println);
            }
            host.waitForStop();
            return ExitCode.DONE;
        } catch (StartFailure e) {
            System.err.println("webgate run: " + e.getMessage());
            return ExitCode.FAILED;
        }
    }
}
