// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;
import org.apache.felix.service.command.Descriptor;

import java.util.List;

/** The commands of the scope {@code journal}. Thread-safe. */
public final class JournalCommands {

    static final List<String> FUNCTIONS = List.of("list");

    private static final int USUAL = 20;

    private final Plane plane;
    private final Speech speech;

    JournalCommands(Plane plane, Speech speech) {
        this.plane = plane;
        this.speech = speech;
    }

    /** The newest verdicts. */
    @Descriptor("lists the newest 20 verdicts of the journal")
    public String list() {
        return list(USUAL);
    }

    /** So many of the newest verdicts. */
    @Descriptor("lists the newest verdicts of the journal")
    public String list(@Descriptor("how many, at least 1") String most) {
        try {
            int number = Integer.parseInt(most);
            if (number > 0) {
                return list(number);
            }
        } catch (NumberFormatException malformed) {
            throw wrong(most);
        }
        throw wrong(most);
    }

    private String list(int most) {
        Table table = Table.of(
                speech.say("VERDICT", "ВЕРДИКТ"),
                speech.say("AT", "КОГДА"),
                speech.say("MODULE", "МОДУЛЬ"),
                speech.say("CAUSE", "ПРИЧИНА"),
                speech.say("IN USE", "ЗАНЯТО"),
                speech.say("CONSEQUENCE", "ПОСЛЕДСТВИЕ"),
                speech.say("BY", "КЕМ"),
                speech.say("RESUMED BY", "КТО ОТКРЫЛ"));
        for (JournalEntry entry : plane.needLedger(speech).verdicts(most)) {
            Verdict verdict = entry.verdict();
            table.add(
                    Long.toString(verdict.seq()),
                    speech.time(verdict.since()),
                    verdict.module().map(ModuleId::value).orElse("-"),
                    verdict.cause().code(),
                    verdict.module().isPresent() ? speech.of(verdict.used(), verdict.limit()) : "-",
                    verdict.consequence().map(Consequence::code).orElse("-"),
                    verdict.by().orElse("-"),
                    entry.resumedBy().orElse("-"));
        }
        return table.isEmpty()
                ? speech.say("The journal has no verdicts.", "В журнале нет вердиктов.")
                : table.toString();
    }

    private Failure wrong(String most) {
        return new Failure(speech.say(
                "How many? " + most + " is not a whole number from 1.",
                "Сколько? " + most + " — не целое число от 1."));
    }
}
