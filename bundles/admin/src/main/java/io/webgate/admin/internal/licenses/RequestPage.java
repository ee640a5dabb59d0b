// SPDX-License-Identifier: Apache-2.0
package io.webgate.admin.internal.licenses;

import io.webgate.admin.internal.frame.PageAnswer;
import io.webgate.admin.internal.frame.PageRequest;
import io.webgate.admin.internal.frame.Refused;
import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.api.VendorRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.UncheckedIOException;

/** The file that a host without a network hands to its vendor, to keep. */
final class RequestPage {

    private static final Logger LOG = LoggerFactory.getLogger(RequestPage.class);
    private static final LocalizedText NOT_MADE =
            new LocalizedText("The request could not be made", "Запрос не удалось подготовить");
    private static final LocalizedText NOT_MADE_DETAIL = new LocalizedText(
            "What its answer must echo can't be kept: the disk is full or read-only. Make room on the disk and try again.",
            "Нельзя сохранить число, которое должно повториться в ответе: диск заполнен или доступен только для чтения."
                    + " Освободите место на диске и повторите.");

    private RequestPage() {}

    static PageAnswer download(PageRequest request) {
        VendorRequest maker = Refused.need(request.plane().vendorRequest(), "VendorRequest");
        try {
            return new PageAnswer.Download(VendorRequest.FILE_NAME, "application/json", maker.file());
        } catch (UncheckedIOException failure) {
            LOG.error("No request to the vendor can be made", failure);
            throw new Refused(Problem.of(
                    507, "store-full", NOT_MADE, NOT_MADE_DETAIL, request.ui().locale()));
        }
    }
}
