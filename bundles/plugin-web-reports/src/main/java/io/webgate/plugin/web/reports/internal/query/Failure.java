// SPDX-License-Identifier: Apache-2.0
package io.webgate.plugin.web.reports.internal.query;

import io.webgate.license.api.LocalizedText;
import io.webgate.plugin.web.reports.Outcome;

import java.util.Optional;

/** A report can't be had. Its texts hold no secret, and nothing of a database's inside but in {@link #detail}. */
public final class Failure extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Outcome.Refused refused;
    private final transient Optional<String> detail;

    public Failure(Outcome.Code code, boolean passing, String english, String russian) {
        this(new Outcome.Refused(code, new LocalizedText(english, russian), passing), Optional.empty());
    }

    /** @param detail in the words of the database, for who sets up reports */
    Failure(Outcome.Refused refused, Optional<String> detail) {
        super(refused.code() + detail.map(text -> ": " + text).orElse(""));
        this.refused = refused;
        this.detail = detail;
    }

    /** What everybody may be told. */
    public Outcome.Refused refused() {
        return refused;
    }

    /** What the database said, for who sets up reports. */
    public Optional<String> detail() {
        return detail;
    }
}
