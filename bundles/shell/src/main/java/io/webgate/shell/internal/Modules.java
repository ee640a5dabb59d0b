// SPDX-License-Identifier: Apache-2.0
package io.webgate.shell.internal;

import io.webgate.gate.http.Problem;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.Module;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Picture;
import io.webgate.license.api.Reply;
import io.webgate.license.api.Usage;
import io.webgate.license.api.Verdict;

import java.util.Optional;

/** Finds modules, and tells the ledger's refusals in words. */
final class Modules {

    private Modules() {}

    static Optional<ModuleId> id(String typed) {
        try {
            return Optional.of(new ModuleId(typed));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    static Optional<Usage> find(Picture picture, String typed) {
        return id(typed).flatMap(picture::usage);
    }

    static Usage need(Picture picture, String typed, Speech speech) {
        return find(picture, typed).orElseThrow(() -> picture.isReady() ? unknown(typed, speech) : starting(speech));
    }

    static Failure starting(Speech speech) {
        return Failure.of(Problem.of(
                new Reply.Refused(Reply.Reason.STARTING, Optional.empty(), Optional.empty(), 0, 0),
                Optional.empty(),
                speech.locale()));
    }

    /** The definition of the module that a verdict names. */
    static Optional<Module> of(Verdict verdict, Optional<Ledger> ledger) {
        return verdict.module().flatMap(id -> definition(id, ledger));
    }

    static Problem problem(Reply.Refused refused, Ledger ledger, Speech speech) {
        Optional<Module> module = refused.module()
                .or(() -> refused.verdict().flatMap(Verdict::module))
                .flatMap(id -> definition(id, Optional.of(ledger)));
        return Problem.of(refused, module, speech.locale());
    }

    private static Optional<Module> definition(ModuleId id, Optional<Ledger> ledger) {
        return ledger.flatMap(known -> known.picture().usage(id)).map(Usage::module);
    }

    private static Failure unknown(String typed, Speech speech) {
        return new Failure(speech.say(
                "The catalogue of this host has no module " + typed + ".",
                "В каталоге этого узла нет модуля " + typed + "."));
    }
}
