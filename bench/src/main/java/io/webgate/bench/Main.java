// SPDX-License-Identifier: Apache-2.0
package io.webgate.bench;

import io.webgate.ledger.internal.DecideBench;
import io.webgate.ledger.internal.DurableBench;
import io.webgate.license.registry.internal.DocumentsBench;
import io.webgate.plugin.web.reports.internal.ReportsBench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program: all benchmarks, or the one that is named; {@code --list} names them. Ends with 0, with 1 where a bound
 * was missed or a benchmark failed, with 2 where it was called wrongly.
 */
public final class Main {

    private static final List<Bench> BENCHES = List.of(
            new DecideBench(),
            new DurableBench(),
            new DocumentsBench(),
            new ReportsBench(),
            new StopBench(),
            new StartBench());

    private Main() {}

    public static void main(String[] arguments) throws Exception {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(List.of(arguments), out, err));
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) throws Exception {
        if (arguments.equals(List.of("--list"))) {
            BENCHES.forEach(bench -> out.println(bench.name() + "  " + bench.about()));
            return 0;
        }
        List<Bench> wanted = BENCHES.stream()
                .filter(bench -> arguments.isEmpty() || arguments.equals(List.of(bench.name())))
                .toList();
        if (wanted.isEmpty()) {
            err.println("webgate bench: '" + String.join(" ", arguments) + "' is no benchmark; --list names them");
            return 2;
        }
        Path checkout = Path.of("").toAbsolutePath();
        if (!Files.isDirectory(checkout.resolve("bench/target/classes"))) {
            err.println("webgate bench: start it in the checkout, after building the module bench");
            return 2;
        }
        Path reports = Files.createDirectories(checkout.resolve("target/bench"));
        // to a file, as a host's log goes to one, and before the first logger is made
        System.setProperty(
                "org.slf4j.simpleLogger.logFile", reports.resolve("bench.log").toString());
        String distribution = System.getProperty("webgate.distribution", "host-runtime/target/webgate");
        Workspace workspace =
                new Workspace(checkout.resolve("bench/target/work"), checkout.resolve(distribution), err::println);
        return runAll(wanted, workspace, new Report(reports), out, err);
    }

    private static int runAll(List<Bench> wanted, Workspace workspace, Report report, PrintStream out, PrintStream err)
            throws Exception {
        List<Row> rows = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        boolean failed = false;
        String before = Load.average();
        for (Bench bench : wanted) {
            err.println(bench.name() + ": " + bench.about());
            String load = Load.average();
            try {
                Bench.Outcome outcome = bench.run(workspace);
                report.write(bench, outcome, load, Load.average());
                rows.addAll(outcome.rows());
                notes.addAll(outcome.notes());
            } catch (Exception e) {
                // the others are worth having all the same
                err.println("webgate bench: " + bench.name() + " failed");
                e.printStackTrace(err);
                failed = true;
            }
        }
        out.print(Report.table(rows));
        out.println();
        notes.forEach(note -> out.println("- " + note));
        out.println("- " + Load.machine() + "; load average " + before + " before, " + Load.average() + " after.");
        return failed || rows.stream().anyMatch(Row::isMissed) ? 1 : 0;
    }
}
