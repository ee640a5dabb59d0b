// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.access.Access;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.ActivationResult;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Proposal;

import java.util.Optional;

/** Activating a break-glass licence: what it would do, and why it is done, then the act (R59). */
final class BreakGlassPage {

    static final String REASON = "reason";

    private static final int UNPROCESSABLE = 422;

    private BreakGlassPage() {}

    static PageAnswer confirm(PageRequest request) {
        return page(200, request, Typed.EMPTY);
    }

    static PageAnswer activate(PageRequest request) {
        LicenseRegistry registry = Refused.need(request.plane().registry(), "LicenseRegistry");
        // An act that can't be recorded is not begun
        Access access = Refused.need(request.plane().access(), "Access");
        InstalledLicense installed = RemovePage.find(registry.licenses(), request);
        String reason = request.field(REASON).strip();
        if (reason.isEmpty() || reason.length() > LocalizedText.LONGEST_QUOTED) {
            return page(UNPROCESSABLE, request, new Typed(reason, true));
        }
        ActivationResult result = registry.activate(installed.id(), request.by(), reason);
        access.record(
                request.by(),
                "license-break-glass",
                installed.id().value() + ": " + LocalizedText.quotable(reason),
                result.kind().code());
        if (result.kind() != ActivationResult.Kind.ACTIVATED) {
            throw new Refused(Problem.of(result, request.ui().locale()));
        }
        return new PageAnswer.See("/admin/licenses?done=activated&license=" + installed.id());
    }

    private static PageAnswer page(int status, PageRequest request, Typed reason) {
        LicenseRegistry registry = Refused.need(request.plane().registry(), "LicenseRegistry");
        InstalledLicense installed = RemovePage.find(registry.licenses(), request);
        return WhatIfPages.answer(
                request,
                WhatIf.Act.ACTIVATE,
                new Proposal.Activate(installed.id()),
                WhatIfPages.day(request.field(Upload.DAY), request),
                Optional.empty(),
                new WhatIfPages.Form(status, new byte[0], reason));
    }
}
