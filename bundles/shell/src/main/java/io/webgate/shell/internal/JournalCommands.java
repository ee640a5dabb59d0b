// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.license.api.Consequence;
import io.webgate.license.api.Journal;
import io.webgate.license.api.JournalEntry;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Verdict;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Descriptor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** The commands of the scope {@code journal}. Thread-safe. */
public final class JournalCommands {

    static final List<String> FUNCTIONS = List.of("list", "export");

    private static final int USUAL = 20;
    private static final Logger LOG = LoggerFactory.getLogger(JournalCommands.class);

    private final Plane plane;
    private final Speech speech;
    private final String version;

    /** @param version of the program, for who reads an export */
    JournalCommands(Plane plane, Speech speech, String version) {
        this.plane = plane;
        this.speech = speech;
        this.version = version;
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

    /** The whole record, for {@code webgate journal verify} and {@code replay}. */
    @Descriptor("writes the whole record into a file of this machine, for webgate journal verify")
    public String export(CommandSession session, @Descriptor("path of the file") String file) {
        Journal journal = plane.needJournal(speech);
        Journal.Origin origin = Journal.Origin.of(plane.machine(), plane.registry(), version, plane.now());
        Path folder = session.currentDir();
        try {
            Path path = folder == null ? Path.of(file) : folder.resolve(file);
            OwnFile.write(path, out -> journal.export(origin, out));
        } catch (IOException | IllegalStateException | InvalidPathException failure) {
            LOG.warn("The journal could not be written to {}", file, failure);
            plane.record("journal-export", "journal", "failed");
            throw new Failure(speech.say(
                    "The journal could not be written to " + file + ": " + failure.getMessage(),
                    "Журнал не удалось записать в " + file + ": " + failure.getMessage()));
        }
        plane.record("journal-export", "journal", "done");
        return speech.say("The journal is in " + file + ".", "Журнал записан в " + file + ".");
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
