// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.session;

import io.webgate.gate.http.Problem;
import io.webgate.license.api.LocalizedText;

import java.util.Locale;

/** The client sent something that is refused: says what, why, and what to send instead. */
public final class BadRequest extends Exception {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient LocalizedText title;
    private final transient LocalizedText detail;

    private BadRequest(int status, String code, LocalizedText title, LocalizedText detail) {
        super(detail.english());
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
    }

    /**
     * Any refusal of a request.
     *
     * @param status 400 to 499
     * @param code stable, for programs
     */
    public static BadRequest of(int status, String code, LocalizedText title, LocalizedText detail) {
        return new BadRequest(status, code, title, detail);
    }

    /** 400: it can't be understood. */
    public static BadRequest malformed(String english, String russian) {
        return new BadRequest(
                400,
                "invalid-request",
                new LocalizedText("The request can't be understood", "Запрос непонятен"),
                new LocalizedText(english, russian));
    }

    /** 413: more than this many bytes. */
    public static BadRequest tooLarge(int most) {
        return new BadRequest(
                413,
                "too-large",
                new LocalizedText("The request is too large", "Запрос слишком велик"),
                new LocalizedText(
                        "The body may have at most " + most + " bytes.", "Тело запроса — не более " + most + " байт."));
    }

    /** The same as an answer. */
    public Problem problem(Locale locale) {
        return Problem.of(status, code, title, detail, locale);
    }
}
