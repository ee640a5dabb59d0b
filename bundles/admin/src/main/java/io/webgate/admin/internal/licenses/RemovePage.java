// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.access.Access;
import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.InstalledLicense;
import io.webgate.license.api.Ledger;
import io.webgate.license.api.LicenseRegistry;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.Proposal;
import io.webgate.license.api.Typing;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Removing a document: what would change, then the act (R8). */
final class RemovePage {

    private static final Logger LOG = LoggerFactory.getLogger(RemovePage.class);
    private static final String NUMBER = "number";
    private static final int UNPROCESSABLE = 422;
    private static final LocalizedText UNKNOWN = new LocalizedText("No such licence", "Такой лицензии нет");
    private static final LocalizedText UNKNOWN_DETAIL = new LocalizedText(
            "No installed licence has this number; somebody may have removed it meanwhile. The page Licences shows those"
                    + " that are there.",
            "Лицензии с таким номером нет: возможно, её уже удалили. Установленные лицензии показаны на странице"
                    + " «Лицензии».");
    private static final LocalizedText NOT_REMOVED =
            new LocalizedText("The licence could not be removed", "Лицензию не удалось удалить");
    private static final LocalizedText NOT_REMOVED_DETAIL = new LocalizedText(
            "Its file can't be moved to the archive, so it still counts: the disk is full or read-only. Make room on the"
                    + " disk and remove it again.",
            "Файл нельзя переместить в архив, поэтому лицензия ещё действует: диск заполнен или доступен только для"
                    + " чтения. Освободите место на диске и удалите лицензию снова.");

    PageAnswer confirm(PageRequest request) {
        LicenseRegistry registry = Refused.need(request.plane().registry(), "LicenseRegistry");
        return page(200, request, find(registry.licenses(), request), Typed.EMPTY);
    }

    private static PageAnswer page(int status, PageRequest request, InstalledLicense installed, Typed number) {
        return WhatIfPages.answer(
                request,
                WhatIf.Act.REMOVE,
                new Proposal.Remove(installed.id()),
                WhatIfPages.day(request.field(Upload.DAY), request),
                Optional.of(installed),
                new WhatIfPages.Form(status, new byte[0], number));
    }

    /** Whether something stops when it is removed now, whatever did when the page was asked for. */
    private static boolean stops(PageRequest request, LicenseRegistry registry, InstalledLicense installed) {
        Ledger ledger = Refused.need(request.plane().ledger(), "Ledger");
        return registry.proposed(new Proposal.Remove(installed.id()), Optional.empty())
                .map(proposed -> WhatIf.stops(ledger.preview(proposed.then())))
                .orElseThrow(() -> unknown(request));
    }

    /**
     * What is read off a sheet and typed (R101): neither the case nor blanks or dashes of any kind matter, nor on which
     * keyboard the letters were found.
     */
    private static boolean isNumberOf(String typed, InstalledLicense installed) {
        return Typing.letters(typed).equals(Typing.letters(installed.id().value()));
    }

    /** Where something would stop, the number of the licence must have been typed: a slip must not close a shop. */
    PageAnswer remove(PageRequest request) {
        LicenseRegistry registry = Refused.need(request.plane().registry(), "LicenseRegistry");
        Access access = Refused.need(request.plane().access(), "Access");
        InstalledLicense installed = find(registry.licenses(), request);
        String number = request.field(NUMBER).strip();
        if (!isNumberOf(number, installed) && stops(request, registry, installed)) {
            return page(UNPROCESSABLE, request, installed, new Typed(number, true));
        }
        boolean removed;
        try {
            removed = registry.remove(installed.id());
        } catch (UncheckedIOException failure) {
            LOG.error("Licence {} can't be moved to the archive", installed.id(), failure);
            access.record(request.by(), "license-remove", installed.id().value(), "store-full");
            throw new Refused(Problem.of(
                    507,
                    "store-full",
                    NOT_REMOVED,
                    NOT_REMOVED_DETAIL,
                    request.ui().locale()));
        }
        if (!removed) {
            throw unknown(request);
        }
        access.record(request.by(), "license-remove", installed.id().value(), "done");
        return new PageAnswer.See("/admin/licenses?done=removed");
    }

    static InstalledLicense find(List<InstalledLicense> all, PageRequest request) {
        return all.stream()
                .filter(installed -> installed.id().value().equals(request.placeholder("id")))
                .findFirst()
                .orElseThrow(() -> unknown(request));
    }

    static Refused unknown(PageRequest request) {
        return new Refused(Problem.of(
                404, "license-unknown", UNKNOWN, UNKNOWN_DETAIL, request.ui().locale()));
    }
}
