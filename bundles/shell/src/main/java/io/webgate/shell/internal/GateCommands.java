// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.gate.api.GateView;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.Change;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Reply;
import org.apache.felix.service.command.Descriptor;

import java.util.List;
import java.util.Optional;

/** The commands of the scope {@code gate} (R54). Thread-safe. */
public final class GateCommands {

    static final List<String> FUNCTIONS = List.of("status", "resume", "stop");

    private static final int LONGEST_REASON = 200;

    private final Plane plane;
    private final Speech speech;

    GateCommands(Plane plane, Speech speech) {
        this.plane = plane;
        this.speech = speech;
    }

    /** What the gate and its plugins do, and why. */
    @Descriptor("shows the state of the gate and of each plugin, and why")
    public String status() {
        return status(plane.needWatch(speech).view());
    }

    /** Opens the gate again. */
    @Descriptor("opens a stopped gate again, once the cause is gone")
    public String resume() {
        return change(new Change.Resume(Plane.BY), "gate-resume");
    }

    /** Stops the gate until somebody resumes it. */
    @Descriptor("stops the gate and every plugin, until gate:resume; a restart does not undo it")
    public String stop() {
        return change(new Change.Stop(Plane.BY, Optional.empty()), "gate-stop");
    }

    /** Stops the gate until somebody resumes it. */
    @Descriptor("stops the gate and every plugin, until gate:resume; a restart does not undo it")
    public String stop(
            @Descriptor("why, told to everyone who is refused: at most 200 characters, in quotes") String reason) {
        if (reason.length() > LONGEST_REASON || reason.chars().anyMatch(Character::isISOControl)) {
            throw new Failure(speech.say(
                    "The reason may have at most 200 characters, on one line.",
                    "В причине может быть не более 200 символов, в одну строку."));
        }
        return change(new Change.Stop(Plane.BY, Optional.of(reason).filter(text -> !text.isBlank())), "gate-stop");
    }

    private String change(Change change, String what) {
        Ledger ledger = plane.needLedger(speech);
        GateWatch watch = plane.needWatch(speech);
        Reply reply = Waiting.on(ledger.submit(change, Optional.empty()), "Ledger", speech);
        if (reply instanceof Reply.Refused refused) {
            plane.record(what, "gate", refused.reason().code());
            throw Failure.of(Modules.problem(refused, ledger, speech));
        }
        plane.record(what, "gate", "done");
        return status(Waiting.within(watch.settled(), "GateWatch", speech).orElseGet(watch::view));
    }

    private String status(GateView view) {
        Table facts = Table.ofFacts()
                .add(
                        speech.say("Gate", "Шлюз"),
                        view.open() ? speech.say("open", "открыт") : speech.say("stopped", "остановлен"))
                .add(speech.say("Since", "С"), speech.time(view.since()));
        if (!view.open()) {
            Problem problem = Problem.gateStopped(
                    view, view.verdict().flatMap(verdict -> Modules.of(verdict, plane.ledger())), speech.locale());
            facts.add(speech.say("Why", "Почему"), problem.detail());
            view.verdict().ifPresent(verdict -> {
                facts.add(speech.say("Verdict", "Вердикт"), Long.toString(verdict.seq()));
                facts.add(
                        "gate:resume",
                        view.causeStands()
                                ? speech.say("refused, the cause still stands", "отклоняется: причина не устранена")
                                : speech.say("opens the gate", "откроет шлюз"));
                // Without a verdict the explanation above names them already
                view.obstacles()
                        .forEach(obstacle ->
                                facts.add(speech.say("Against it", "Мешает"), obstacle.in(speech.locale())));
            });
        }
        Table plugins = Table.of(
                speech.say("PLUGIN", "ПЛАГИН"),
                speech.say("VERSION", "ВЕРСИЯ"),
                speech.say("STATE", "СОСТОЯНИЕ"),
                speech.say("MODULE", "МОДУЛЬ"),
                speech.say("WHY", "ПОЧЕМУ"));
        view.plugins()
                .forEach(plugin -> plugins.add(
                        plugin.bundle(),
                        plugin.version(),
                        plugin.state().code(),
                        plugin.module().map(ModuleId::value).orElse("-"),
                        plugin.reason()
                                .map(reason -> reason.in(speech.locale()))
                                .orElse("")));
        return facts + "\n\n"
                + (plugins.isEmpty() ? speech.say("There are no plugins.", "Плагинов нет.") : plugins.toString());
    }
}
