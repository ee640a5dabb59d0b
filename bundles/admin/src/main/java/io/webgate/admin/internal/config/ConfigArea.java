// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.config;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.admin.internal.frame.Area;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.PageTable;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.SameAgain;
import io.webgate.admin.internal.jte.config.JtefactoryGenerated;
import io.webgate.admin.internal.jte.config.JteformGenerated;
import io.webgate.admin.internal.jte.config.JtehistoryGenerated;
import io.webgate.admin.internal.jte.config.JteimportingGenerated;
import io.webgate.admin.internal.jte.config.JtepageGenerated;
import io.webgate.admin.internal.jte.config.JtereviewGenerated;
import io.webgate.admin.internal.limits.LimitsView;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import io.webgate.settings.Definition;
import io.webgate.settings.Draft;
import io.webgate.settings.Fault;
import io.webgate.settings.Import;
import io.webgate.settings.Order;
import io.webgate.settings.Order.Why;
import io.webgate.settings.Outcome;
import io.webgate.settings.Outcome.Result;
import io.webgate.settings.Past;
import io.webgate.settings.Plan;
import io.webgate.settings.Saved;
import io.webgate.settings.Settings;
import io.webgate.settings.Wish;
import io.webgate.store.StoreException;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The pages Configuration: forms made of the descriptions, in two steps. The second shows what changes and what that does,
 * before anything is saved.
 */
public final class ConfigArea implements Area {

    static final String MENU = "config";
    private static final String PAGE = "/admin/config";
    private static final String IMPORT = PAGE + "/import";

    /** A longer file is chosen again by who switches language or theme: it would stand in the page once more. */
    static final int MOST_AGAIN = 64 * 1024;

    private static final int MOST_HISTORY = 100;
    private static final Set<String> DONE = Set.of("saved", "removed", "restored", "imported", "unchanged");

    private final HeldSecrets secrets = new HeldSecrets();

    @Override
    public void addTo(PageTable pages) {
        pages.on("GET /admin/config operator", ConfigArea::page);
        pages.on("GET /admin/config/export operator", ConfigArea::export);
        pages.on("GET /admin/config/import admin", request -> importing(request, 200, "", Optional.empty()));
        pages.on("POST /admin/config/import admin", ConfigArea::tryImport);
        pages.on("POST /admin/config/import/take admin", ConfigArea::take);
        pages.on("POST /admin/config/new admin", ConfigArea::fresh);
        pages.on("GET /admin/config/{pid} operator", ConfigArea::one);
        pages.on("POST /admin/config/{pid} admin", this::review);
        pages.on("POST /admin/config/{pid}/save admin", this::save);
        pages.on("GET /admin/config/{pid}/remove admin", ConfigArea::confirmRemoval);
        pages.on("POST /admin/config/{pid}/remove admin", ConfigArea::remove);
        pages.on("GET /admin/config/{pid}/history operator", ConfigArea::history);
        pages.on("GET /admin/config/{pid}/history/{entry} admin", ConfigArea::confirmRestoring);
        pages.on("POST /admin/config/{pid}/history/{entry} admin", ConfigArea::restore);
    }

    private static PageAnswer page(PageRequest request) {
        Nav nav = nav(request, "");
        Optional<String> done = done(request);
        return new PageAnswer.Html(
                request.ui().t("config.title"),
                MENU,
                out -> JtepageGenerated.render((HtmlTemplateOutput) out, null, request.ui(), nav, done));
    }

    private static PageAnswer export(PageRequest request) {
        byte[] file = settings(request).export().getBytes(StandardCharsets.UTF_8);
        return new PageAnswer.Download("webgate-settings.json", "application/json", file);
    }

    private static PageAnswer fresh(PageRequest request) {
        return new PageAnswer.See(Nav.href(request.field("factory") + "~" + request.field("name")));
    }

    private static PageAnswer one(PageRequest request) {
        Definition definition = definition(request);
        if (definition.factory() && definition.pid().equals(pid(request))) {
            return factory(request, definition);
        }
        Saved saved = savedOrFresh(request);
        return form(request, 200, definition, saved, saved.draft(), List.of());
    }

    private static PageAnswer factory(PageRequest request, Definition definition) {
        Nav nav = nav(request, definition.pid());
        List<Saved> saved = settings(request).saved(definition);
        Optional<String> done = done(request);
        return new PageAnswer.Html(
                definition.name().in(request.ui().locale()),
                MENU,
                out -> JtefactoryGenerated.render(
                        (HtmlTemplateOutput) out, null, request.ui(), nav, definition, saved, done));
    }

    private static PageAnswer.Html form(
            PageRequest request, int status, Definition definition, Saved saved, Draft draft, List<Fault> faults) {
        FormModel model = FormModel.of(
                nav(request, saved.pid()),
                definition,
                saved,
                draft,
                faults,
                request.ui().locale());
        Optional<String> done = done(request);
        return new PageAnswer.Html(
                status,
                model.title(),
                MENU,
                out -> JteformGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model, done));
    }

    private PageAnswer review(PageRequest request) {
        Definition definition = definition(request);
        Draft draft = Typed.draft(definition, request);
        Plan plan = plan(request, Wish.save(pid(request), draft));
        if (!plan.isSound() || !request.field("back").isEmpty()) {
            int status = plan.isSound() ? 200 : 422;
            return form(request, status, definition, plan.saved(), Typed.open(definition, draft), plan.faults())
                    .seenAgain(again(request, definition, draft));
        }
        if (plan.act() == Plan.Act.NOTHING) {
            return new PageAnswer.See(Nav.href(pid(request)) + "?done=unchanged");
        }
        // Whoever saved between the form and here is seen in the difference already
        boolean meanwhile = !request.field("revision").equals(plan.saved().revision());
        return reviewed(request, 200, plan, draft, hold(request, plan, draft), meanwhile, false);
    }

    /**
     * How the answer is seen once more: what was typed is sent to be looked at, never to be saved. A password stands in no
     * page and without it the draft would be another, so there the switch leads to the form.
     */
    private static SameAgain again(PageRequest request, Definition definition, Draft draft) {
        String page = Nav.href(pid(request));
        if (!Typed.secrets(definition, draft).isEmpty()) {
            return SameAgain.at(page);
        }
        Map<String, String> fields = new LinkedHashMap<>();
        definition.fields().stream()
                .filter(field -> draft.values().containsKey(field.key()))
                .forEach(field -> fields.put(Typed.name(field), Typed.text(draft, field)));
        fields.put("revision", request.field("revision"));
        if (!request.field("back").isEmpty()) {
            fields.put("back", "1");
        }
        return SameAgain.form(page, fields);
    }

    private String hold(PageRequest request, Plan plan, Draft draft) {
        return secrets.hold(
                request.by(),
                plan.saved().pid(),
                Typed.secrets(plan.definition(), draft),
                request.ui().now());
    }

    private PageAnswer save(PageRequest request) {
        Definition definition = definition(request);
        Draft open = Typed.draft(definition, request);
        String held = request.field("held");
        Optional<Draft> draft = secrets.complete(
                held, request.by(), pid(request), open, request.ui().now());
        if (draft.isEmpty()) {
            Fault gone = new Fault(
                    "",
                    new LocalizedText(
                            "The password that you typed is no longer kept. Type it again.",
                            "Введённый пароль больше не хранится. Введите его снова."));
            return form(request, 422, definition, savedOrFresh(request), open, List.of(gone))
                    .seenAgain(SameAgain.at(Nav.href(pid(request))));
        }
        Outcome outcome = settings(request).save(Wish.save(pid(request), draft.get()), order(request, Why.EDITED));
        Plan plan = outcome.plan().orElseThrow(() -> unknown(request));
        return switch (outcome.result()) {
            case DONE, UNCHANGED -> new PageAnswer.See(Nav.href(pid(request)) + "?done=saved");
            case INVALID ->
                form(request, 422, definition, plan.saved(), open, plan.faults())
                        .seenAgain(again(request, definition, draft.get()));
            case CHANGED_MEANWHILE -> reviewed(request, 412, plan, draft.get(), held, true, false);
            case EXCESS -> reviewed(request, 409, plan, draft.get(), held, false, true);
            case FAILED, UNKNOWN -> throw failed(outcome.trouble(), request);
        };
    }

    private static PageAnswer reviewed(
            PageRequest request,
            int status,
            Plan plan,
            Draft draft,
            String held,
            boolean meanwhile,
            boolean unconfirmed) {
        return reviewed(
                        request,
                        status,
                        Nav.href(pid(request)) + "/save",
                        plan,
                        Optional.of(Typed.open(plan.definition(), draft)),
                        held,
                        meanwhile,
                        unconfirmed)
                .seenAgain(again(request, plan.definition(), draft));
    }

    private static PageAnswer.Html reviewed(
            PageRequest request,
            int status,
            String action,
            Plan plan,
            Optional<Draft> open,
            String held,
            boolean meanwhile,
            boolean unconfirmed) {
        ReviewModel model = ReviewModel.of(
                nav(request, pid(request)),
                action,
                plan,
                open,
                held,
                LimitsView.falls(request.plane().watch().map(GateWatch::view)),
                meanwhile,
                unconfirmed,
                request.ui().locale());
        return new PageAnswer.Html(
                status,
                model.title(),
                MENU,
                out -> JtereviewGenerated.render((HtmlTemplateOutput) out, null, request.ui(), model));
    }

    private static PageAnswer confirmRemoval(PageRequest request) {
        Plan plan = plan(request, Wish.delete(pid(request)));
        if (!plan.isSound()) {
            return form(
                    request, 422, plan.definition(), plan.saved(), plan.saved().draft(), plan.faults());
        }
        return reviewed(request, 200, Nav.href(pid(request)) + "/remove", plan, Optional.empty(), "", false, false);
    }

    private static PageAnswer remove(PageRequest request) {
        return changed(request, Wish.delete(pid(request)), Why.EDITED, Nav.href(pid(request)) + "/remove", "removed");
    }

    private static PageAnswer history(PageRequest request) {
        Definition definition = definition(request);
        Nav nav = nav(request, pid(request));
        String pid = pid(request);
        List<Past> past;
        try {
            past = settings(request).history(pid, MOST_HISTORY);
        } catch (StoreException failed) {
            throw unreadable(failed);
        }
        return new PageAnswer.Html(
                request.ui()
                        .t(
                                "config.history.of",
                                definition.name().in(request.ui().locale())),
                MENU,
                out -> JtehistoryGenerated.render(
                        (HtmlTemplateOutput) out, null, request.ui(), nav, definition, pid, past));
    }

    private static PageAnswer confirmRestoring(PageRequest request) {
        Wish wish = past(request);
        Plan plan = plan(request, wish);
        return reviewed(request, 200, entry(request), plan, Optional.empty(), "", false, false);
    }

    private static PageAnswer restore(PageRequest request) {
        return changed(request, past(request), Why.RESTORED, entry(request), "restored");
    }

    private static PageAnswer changed(PageRequest request, Wish wish, Why why, String action, String done) {
        Outcome outcome = settings(request).save(wish, order(request, why));
        Plan plan = outcome.plan().orElseThrow(() -> unknown(request));
        boolean one = wish.draft().isPresent() || !plan.definition().factory();
        String then = one ? pid(request) : plan.definition().pid();
        return switch (outcome.result()) {
            case DONE, UNCHANGED -> new PageAnswer.See(Nav.href(then) + "?done=" + done);
            case CHANGED_MEANWHILE -> reviewed(request, 412, action, plan, Optional.empty(), "", true, false);
            case EXCESS -> reviewed(request, 409, action, plan, Optional.empty(), "", false, true);
            case INVALID ->
                form(
                        request,
                        422,
                        plan.definition(),
                        plan.saved(),
                        wish.draft().orElseGet(() -> plan.saved().draft()),
                        plan.faults());
            case FAILED, UNKNOWN -> throw failed(outcome.trouble(), request);
        };
    }

    private static String entry(PageRequest request) {
        return Nav.href(pid(request)) + "/history/" + request.placeholder("entry");
    }

    private static Wish past(PageRequest request) {
        try {
            return settings(request)
                    .restoring(pid(request), Long.parseLong(request.placeholder("entry")))
                    .orElseThrow(() -> unknown(request));
        } catch (NumberFormatException none) {
            throw unknown(request);
        } catch (StoreException failed) {
            throw unreadable(failed);
        }
    }

    private static PageAnswer tryImport(PageRequest request) {
        String json = request.rawField("file");
        Import plan = settings(request).planImport(json);
        return importing(request, plan.result() == Result.INVALID ? 422 : 200, json, Optional.of(plan));
    }

    private static PageAnswer take(PageRequest request) {
        String json = request.rawField("file");
        Import taken = settings(request).take(json, order(request, Why.IMPORTED));
        return switch (taken.result()) {
            case DONE, UNCHANGED -> new PageAnswer.See(PAGE + "?done=imported");
            case EXCESS -> importing(request, 409, json, Optional.of(taken));
            case INVALID -> importing(request, 422, json, Optional.of(taken));
            case FAILED, UNKNOWN, CHANGED_MEANWHILE -> throw failed(taken.trouble(), request);
        };
    }

    private static PageAnswer importing(PageRequest request, int status, String json, Optional<Import> plan) {
        Nav nav = nav(request, "");
        PageAnswer.Html page = new PageAnswer.Html(
                status,
                request.ui().t("config.import"),
                MENU,
                out -> JteimportingGenerated.render((HtmlTemplateOutput) out, null, request.ui(), nav, json, plan));
        // Sent to be looked at, never to be taken
        return page.seenAgain(
                plan.isEmpty() || json.length() > MOST_AGAIN
                        ? SameAgain.at(IMPORT)
                        : SameAgain.form(IMPORT, Map.of("file", json)));
    }

    private static Order order(PageRequest request, Why why) {
        return new Order(
                request.by(),
                why,
                Optional.of(request.field("revision")).filter(revision -> !revision.isEmpty()),
                !request.field("confirm").isEmpty());
    }

    private static Plan plan(PageRequest request, Wish wish) {
        return settings(request).plan(wish).orElseThrow(() -> unknown(request));
    }

    private static Definition definition(PageRequest request) {
        return settings(request).definition(pid(request)).orElseThrow(() -> unknown(request));
    }

    /** What is saved, or nothing where one of a factory is about to be made. */
    private static Saved savedOrFresh(PageRequest request) {
        return settings(request).find(pid(request)).orElseGet(() -> plan(
                        request, Wish.save(pid(request), new Draft(Map.of())))
                .saved());
    }

    private static Nav nav(PageRequest request, String pid) {
        return Nav.of(settings(request), pid, request.ui().locale());
    }

    private static String pid(PageRequest request) {
        return request.placeholder("pid");
    }

    private static Settings settings(PageRequest request) {
        return Refused.need(request.plane().settings(), "Settings");
    }

    private static Optional<String> done(PageRequest request) {
        return Optional.of(request.field("done")).filter(DONE::contains).map(what -> request.ui()
                .t("config.done." + what));
    }

    private static Refused unknown(PageRequest request) {
        return new Refused(Problem.of(
                404,
                "settings-unknown",
                new LocalizedText("No such settings", "Таких настроек нет"),
                new LocalizedText(
                        "No bundle of this host describes settings of this name, or its history has no such entry.",
                        "Ни один бандл узла не описывает настройки с таким именем, или в их истории нет такой записи."),
                request.ui().locale()));
    }

    private static Refused unreadable(StoreException failed) {
        Refused refused = Refused.missing("Store");
        refused.initCause(failed);
        return refused;
    }

    private static Refused failed(Optional<LocalizedText> trouble, PageRequest request) {
        LocalizedText title = new LocalizedText("Settings not saved", "Настройки не сохранены");
        return new Refused(Problem.of(
                507, "store-failed", title, trouble.orElse(title), request.ui().locale()));
    }
}
