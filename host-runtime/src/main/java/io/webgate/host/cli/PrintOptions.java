// SPDX-License-Identifier: Apache-2.0
package io.webgate.host.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.function.Consumer;

/** In which form a command prints its result: results go to standard output, talk to standard error. */
final class PrintOptions {

    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    @Option(names = "--json", scope = ScopeType.INHERIT, descriptionKey = "option.json", description = "Prints JSON.")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // set by picocli before anything runs
    private CommandSpec spec;

    /** Prints a result: as JSON where asked for, else as the command words it. */
    void print(JsonElement data, Consumer<PrintWriter> text) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(PRETTY.toJson(data));
        } else {
            text.accept(out);
        }
        out.flush();
    }

    /** Prints what is no result. */
    void say(String line) {
        spec.commandLine().getErr().println(line);
    }
}
