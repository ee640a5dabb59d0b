// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import gg.jte.html.HtmlTemplateOutput;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.admin.internal.frame.SameAgain;
import io.webgate.admin.internal.frame.Ui;
import io.webgate.admin.internal.jte.licenses.JtewhatifGenerated;
import io.webgate.gate.api.GateWatch;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.InstallResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Proposal;
import io.webgate.license.api.Proposed;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What would be: for a document, for a removal, for a day (R9). Nothing is kept between this page and the act: the document
 * travels in the form.
 */
final class WhatIfPages {

    private static final String PREVIEW = "/admin/licenses/preview";
    private static final SameAgain LIST = SameAgain.at("/admin/licenses");
    private static final LocalizedText NO_DAY = new LocalizedText("Not a day", "Это не дата");
    private static final LocalizedText NO_DAY_DETAIL =
            new LocalizedText("A day is expected, written like 2027-04-01.", "Нужна дата, например 2027-04-01.");

    private WhatIfPages() {}

    /** For a day; without one there is nothing to tell that the page of limits in time does not. */
    static PageAnswer forDay(PageRequest request) {
        Optional<LocalDate> day = day(request.field(Upload.DAY), request);
        if (day.isEmpty()) {
            return new PageAnswer.See("/admin/licenses/steps");
        }
        return answer(request, WhatIf.Act.WAIT, new Proposal.Nothing(), day, Optional.empty(), new byte[0]);
    }

    /** For a document that may be installed then. */
    static PageAnswer forDocument(PageRequest request) throws IOException {
        Upload upload = Upload.of(request);
        if (upload.kind() != Upload.Kind.DOCUMENT) {
            return LicensesArea.page(422, request, "", Optional.of(Notice.unusable(upload.kind(), request.ui())))
                    .seenAgain(LIST);
        }
        try {
            PageAnswer.Html answer = answer(
                    request,
                    WhatIf.Act.INSTALL,
                    new Proposal.Install(upload.document()),
                    day(upload.day(), request),
                    Optional.empty(),
                    upload.document());
            return answer.seenAgain(again(upload, answer.status() == 200));
        } catch (Refused refused) {
            // To look at this address is another question
            throw refused.seenAgain(again(upload, false));
        }
    }

    /**
     * How a reader sees what is told of an upload once more: the page sends it again, as it does to install it. What was
     * refused is sent only where it would be refused alike, as text in a form; else it is chosen again.
     */
    private static SameAgain again(Upload upload, boolean taken) {
        byte[] document = upload.document();
        String text = new String(document, StandardCharsets.UTF_8);
        return taken || isSame(text, document)
                ? new SameAgain(PREVIEW, Map.of(Upload.TEXT, text, Upload.DAY, upload.day()))
                : LIST;
    }

    private static boolean isSame(String text, byte[] document) {
        Upload sent = Upload.text(text);
        return sent.kind() == Upload.Kind.DOCUMENT
                && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), document)
                && Arrays.equals(sent.document(), text.strip().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What the form below holds.
     *
     * @param document to install, where there is one
     * @param typed to confirm the act, where it was not accepted
     */
    @SuppressWarnings("ArrayRecordComponent") // only handed on
    record Form(int status, byte[] document, Typed typed) {}

    /** @param document for the form; none where there is none to install */
    static PageAnswer.Html answer(
            PageRequest request,
            WhatIf.Act act,
            Proposal proposal,
            Optional<LocalDate> day,
            Optional<InstalledLicense> removed,
            byte[] document) {
        return answer(request, act, proposal, day, removed, new Form(200, document, Typed.EMPTY));
    }

    static PageAnswer.Html answer(
            PageRequest request,
            WhatIf.Act act,
            Proposal proposal,
            Optional<LocalDate> day,
            Optional<InstalledLicense> removed,
            Form form) {
        byte[] document = form.document();
        Ui ui = request.ui();
        LicenseRegistry registry = Refused.need(request.plane().registry(), "LicenseRegistry");
        Ledger ledger = Refused.need(request.plane().ledger(), "Ledger");
        List<InstalledLicense> before = registry.licenses();
        Optional<Instant> at =
                day.map(asked -> asked.atStartOfDay(ui.formats().zone()).toInstant());
        Proposed proposed = registry.proposed(proposal, at).orElseThrow(() -> RemovePage.unknown(request));
        Optional<InstallResult> refusal = proposed.install().filter(result -> !Notice.isTaken(result));
        if (refusal.isPresent()) {
            Notice notice = Notice.refused(refusal.get(), false, FileKind.of(document), ui);
            return LicensesArea.page(422, request, "", Optional.of(notice));
        }
        proposed.activation()
                .filter(result -> result.kind() != ActivationResult.Kind.ACTIVATED)
                .ifPresent(result -> {
                    throw new Refused(Problem.of(result, ui.locale()));
                });
        WhatIf model = WhatIf.of(
                act,
                day,
                removed,
                proposed,
                ledger.preview(proposed.then()),
                new WhatIf.Present(
                        before, ledger.picture(), request.plane().watch().map(GateWatch::view)),
                ui);
        // What is not refused is text
        String text = new String(document, StandardCharsets.UTF_8);
        return new PageAnswer.Html(
                form.status(),
                title(model, ui),
                LicensesArea.MENU,
                out -> JtewhatifGenerated.render((HtmlTemplateOutput) out, null, ui, model, text, form.typed()));
    }

    private static String title(WhatIf model, Ui ui) {
        return switch (model.act()) {
            case INSTALL -> ui.t("licenses.whatif.install");
            case REMOVE -> ui.t("licenses.remove.title");
            case ACTIVATE -> ui.t("licenses.glass.title");
            case WAIT ->
                ui.t("licenses.whatif.day", ui.formats().date(model.day().orElseThrow()));
        };
    }

    /** The day that was typed; empty where none was. */
    static Optional<LocalDate> day(String typed, PageRequest request) {
        if (typed.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(typed));
        } catch (DateTimeException malformed) {
            throw new Refused(Problem.of(
                    422, "invalid", NO_DAY, NO_DAY_DETAIL, request.ui().locale()));
        }
    }
}
