// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.frame;

import io.webgate.admin.internal.frame.Facts.Gate;
import io.webgate.license.api.WarningStage;

import java.util.Optional;

/** Which one line stands over every page: the worst, and never a second one, which nobody would read. Pure. */
final class BannerRule {

    private BannerRule() {}

    /** What a banner may say, the worst first. */
    enum Kind {
        EXCEEDED("error"),
        STOPPED("error"),
        INCOMPLETE("error"),
        STORE("error"),
        EXPIRED("error"),
        ADVICE("warn"),
        DAMAGED("warn"),
        EXPIRING("warn");

        private final String tone;

        Kind(String tone) {
            this.tone = tone;
        }
    }

    /** The worst of the facts; empty where nothing is wrong. */
    static Optional<Kind> choose(Facts facts) {
        for (Kind kind : Kind.values()) {
            if (holds(kind, facts)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /** The banner in the reader's language. */
    static Optional<Frame.Banner> banner(Facts facts, Ui ui) {
        return choose(facts)
                .map(kind -> new Frame.Banner(tone(kind, facts), text(kind, facts, ui), href(kind, facts), link(ui)));
    }

    /** The nearer its end, the louder a licence is announced. */
    private static String tone(Kind kind, Facts facts) {
        return kind == Kind.EXPIRING
                ? WarningStage.of(facts.ending().get(0).days())
                        .map(Renewals::tone)
                        .orElse(kind.tone)
                : kind.tone;
    }

    private static boolean holds(Kind kind, Facts facts) {
        return switch (kind) {
            case EXCEEDED -> !facts.excesses().isEmpty();
            case STOPPED -> facts.gate() == Gate.STOPPED;
            case INCOMPLETE -> facts.incomplete();
            case STORE -> facts.storeTrouble();
            case EXPIRED -> !facts.expired().isEmpty();
            case ADVICE -> !facts.advice().isEmpty();
            case DAMAGED -> facts.damaged() > 0;
            case EXPIRING -> !facts.ending().isEmpty();
        };
    }

    private static String text(Kind kind, Facts facts, Ui ui) {
        return switch (kind) {
            case EXCEEDED -> {
                Facts.Excess worst = facts.excesses().get(0);
                yield ui.t("frame.banner.exceeded", worst.title().in(ui.locale()), worst.used(), worst.bound())
                        + others(facts.excesses().size(), ui);
            }
            case STOPPED -> ui.t("frame.banner.stopped");
            case INCOMPLETE -> ui.t("frame.banner.incomplete");
            case STORE -> ui.t("frame.banner.store");
            case EXPIRED ->
                ui.t("frame.banner.expired", facts.expired().get(0))
                        + others(facts.expired().size(), ui);
            case ADVICE ->
                facts.advice().get(0).in(ui.locale()) + others(facts.advice().size(), ui);
            case DAMAGED -> ui.count("frame.banner.damaged", facts.damaged());
            case EXPIRING -> {
                Facts.Ending first = facts.ending().get(0);
                String text = first.days() == 0
                        ? ui.t("frame.banner.expiring-today", first.holder())
                        : ui.count("frame.banner.expiring", first.days(), first.holder());
                yield text + others(facts.ending().size(), ui);
            }
        };
    }

    private static String others(int all, Ui ui) {
        return all > 1 ? " " + ui.count("frame.banner.more", all - 1L) : "";
    }

    private static String href(Kind kind, Facts facts) {
        return switch (kind) {
            case EXCEEDED -> facts.gate() == Gate.STOPPED ? "/admin/plugins" : "/admin";
            case STOPPED -> "/admin/plugins";
            case INCOMPLETE, STORE -> "/admin";
            case EXPIRED, ADVICE, DAMAGED, EXPIRING -> "/admin/licenses";
        };
    }

    private static String link(Ui ui) {
        return ui.t("frame.banner.link");
    }
}
