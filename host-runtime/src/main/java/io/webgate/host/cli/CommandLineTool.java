// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import io.webgate.host.Bilingual;
import io.webgate.host.Distribution;
import io.webgate.host.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/** The program's commands, and how each one ends. */
@Command(
        name = "webgate",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineTool.Version.class,
        resourceBundle = "io.webgate.host.cli.help",
        description = "Web Gate Licensing: the host, its licences, its gate.",
        footer = {
            "",
            "Exit codes: 0 done, 1 failed, 2 usage, 3 licence absent or invalid,",
            "4 limit exceeded, 5 host or server cannot be reached, 6 refused."
        })
public final class CommandLineTool implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    private CommandLineTool() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), Bilingual.text("Which command?", "Какую команду выполнить?"));
    }

    /** Runs a command on standard output and error; returns the exit code. */
    public static int execute(String... arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        return execute(out, err, InstantSource.system(), System.getenv(), arguments);
    }

    /** The same with everything that a test wants to hold in its hands. */
    static int execute(
            PrintWriter out,
            PrintWriter err,
            InstantSource clock,
            Map<String, String> environment,
            String... arguments) {
        VendorFolder folder = new VendorFolder(environment);
        CommandLine license = new CommandLine(new LicenseCommand())
                .addSubcommand(new InspectCommand(folder, clock))
                .addSubcommand(new PreviewCommand());
        CommandLine vendor = new CommandLine(new VendorCommand())
                .addSubcommand(new VendorInitCommand(folder, clock))
                .addSubcommand(new VendorDistributionCommand(folder, clock))
                .addSubcommand(new VendorSignCommand(folder))
                .addSubcommand(new IssueCommand(folder, clock))
                .addSubcommand(new InspectCommand(folder, clock))
                .addSubcommand(new SheetCommand(folder, clock))
                .addSubcommand(new VendorRevokeCommand(folder, clock))
                .addSubcommand(new VendorRotateCommand(folder, clock))
                .addSubcommand(new VendorReceiptCommand(folder, clock));
        CommandLine line = new CommandLine(new CommandLineTool())
                .addSubcommand(new RunCommand())
                .addSubcommand(new StopCommand())
                .addSubcommand(new StatusCommand())
                .addSubcommand(new KeyCommand(Path.of("/")))
                .addSubcommand(license)
                .addSubcommand(new GateCommand())
                // A seat's id may begin with a hyphen
                .addSubcommand(new CommandLine(new SeatsCommand()).setUnmatchedOptionsArePositionalParams(true))
                .addSubcommand(new EnrolCommand())
                .addSubcommand(new JournalCommand(folder))
                .addSubcommand(vendor)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, result) -> explain(failure, command));
        if (environment.containsKey("NO_COLOR")) {
            line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        }
        return line.execute(arguments);
    }

    private static int explain(Exception failure, CommandLine command) {
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName(" ");
        if (failure instanceof CommandFailure told) {
            err.println(name + ": " + told.getMessage());
            return told.exitCode();
        }
        err.println(name + ": " + failure);
        failure.printStackTrace(err);
        return ExitCode.FAILED;
    }

    /** The distribution's version. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"webgate " + Distribution.version()};
        }
    }
}
