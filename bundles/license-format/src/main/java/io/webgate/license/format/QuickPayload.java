// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.ApplicationId;
import io.webgate.license.api.Binding;
import io.webgate.license.api.Entitlement;
import io.webgate.license.api.Feature;
import io.webgate.license.api.License;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.Lineage;
import io.webgate.license.api.ModuleId;
import io.webgate.license.api.Term;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a payload by the one form that nearly all have: the members of the first version in their order, texts in
 * which nothing but quotation marks and backslashes is escaped, lists in order. What it reads is canonical by the way in which it is read, so it need not be written again and compared;
 * whatever else a payload may be, {@link LicensePayload} reads it or says what is wrong (R3, R13). One reading, one thread.
 */
final class QuickPayload {

    /** Longer texts are for the other reader to refuse, and numbers of more digits for it to read. */
    private static final int LONGEST_TEXT = 200;

    private static final int LONGEST_NUMBER = 18;

    private static final byte[] ID = literal("{\"id\":\"");
    private static final byte[] LINEAGE = literal("\",\"lineage\":\"");
    private static final byte[] GENERATION = literal("\",\"generation\":");
    private static final byte[] VENDOR = literal(",\"vendor\":\"");
    private static final byte[] HOLDER = literal("\",\"holder\":\"");
    private static final byte[] APPLICATIONS = literal("\",\"applications\":[");
    private static final byte[] VERSION = literal(",\"version\":\"");
    private static final byte[] ISSUED_AT = literal(",\"issuedAt\":\"");
    private static final byte[] VALID_FROM = literal("\",\"validFrom\":\"");
    private static final byte[] VALID_UNTIL = literal("\",\"validUntil\":\"");
    private static final byte[] ZONE = literal("\",\"zone\":\"");
    private static final byte[] TERM = literal("\",\"term\":\"");
    private static final byte[] KIND = literal("\",\"binding\":{\"kind\":\"");
    private static final byte[] VALUE = literal("\",\"value\":\"");
    private static final byte[] MATCHING = literal("\",\"matching\":");
    private static final byte[] ENTITLEMENTS = literal("},\"entitlements\":[");
    private static final byte[] MODULE = literal("{\"module\":\"");
    private static final byte[] QUANTITY = literal("\",\"quantity\":");
    private static final byte[] FEATURES = literal(",\"features\":[");
    private static final byte[] RENEWAL_DATE = literal(",\"renewalDate\":\"");
    private static final byte[] SUPERSEDES = literal(",\"supersedes\":[");
    private static final byte[] QUOTE = literal("\"");

    private final byte[] bytes;
    private int at;

    private QuickPayload(byte[] bytes) {
        this.bytes = bytes;
    }

    private static byte[] literal(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Empty where it is of another form, or makes no sense. */
    static Optional<License> read(byte[] bytes) {
        try {
            return Optional.of(new QuickPayload(bytes).license());
        } catch (IllegalArgumentException | DateTimeException | ArithmeticException e) {
            return Optional.empty(); // the other reader tells what it is
        }
    }

    private License license() {
        expect(ID);
        LicenseId id = new LicenseId(text());
        expect(LINEAGE);
        Lineage lineage = new Lineage(text());
        expect(GENERATION);
        long generation = number();
        expect(VENDOR);
        String vendor = LicensePayload.VENDORS.apply(text());
        expect(HOLDER);
        String holder = text();
        expect(APPLICATIONS);
        Set<ApplicationId> applications = set(LicensePayload.APPLICATIONS);
        Optional<String> version = skip(VERSION) ? Optional.of(closed(text())) : Optional.empty();
        expect(ISSUED_AT);
        Instant issuedAt = instant();
        expect(VALID_FROM);
        LocalDate validFrom = LicensePayload.DAYS.apply(text());
        Optional<LocalDate> validUntil =
                skip(VALID_UNTIL) ? Optional.of(LicensePayload.DAYS.apply(text())) : Optional.empty();
        expect(ZONE);
        ZoneId zone = zone();
        expect(TERM);
        Term term = Codes.parse(Term.class, text());
        Binding binding = binding();
        expect(ENTITLEMENTS);
        List<Entitlement> entitlements = entitlements();
        expect(FEATURES);
        Set<Feature> features = set(LicensePayload.FEATURES);
        Optional<LocalDate> renewalDate =
                skip(RENEWAL_DATE) ? Optional.of(LicensePayload.DAYS.apply(closed(text()))) : Optional.empty();
        expect(SUPERSEDES);
        Set<LicenseId> supersedes = set(LicenseId::new);
        if (at != bytes.length - 1 || bytes[at] != '}') {
            throw other();
        }
        return new License(
                id,
                lineage,
                generation,
                vendor,
                holder,
                applications,
                version,
                issuedAt,
                validFrom,
                validUntil,
                zone,
                term,
                binding,
                entitlements,
                features,
                renewalDate,
                supersedes,
                OptionalInt.empty());
    }

    private Binding binding() {
        expect(KIND);
        Binding.Kind kind = Codes.parse(Binding.Kind.class, text());
        expect(VALUE);
        String value = text();
        if (kind == Binding.Kind.MACHINE) {
            expect(MATCHING);
            return new Binding(kind, value, Math.toIntExact(number()));
        }
        expect(QUOTE);
        return kind == Binding.Kind.ANYWHERE && value.isEmpty() ? Binding.ANYWHERE : new Binding(kind, value, 0);
    }

    private List<Entitlement> entitlements() {
        List<Entitlement> entitlements = new ArrayList<>();
        while (next(entitlements.isEmpty())) {
            expect(MODULE);
            ModuleId module = LicensePayload.MODULES.apply(text());
            expect(QUANTITY);
            long quantity = number();
            character('}');
            if (!entitlements.isEmpty()
                    && entitlements.get(entitlements.size() - 1).module().compareTo(module) >= 0) {
                throw other();
            }
            entitlements.add(new Entitlement(module, quantity));
        }
        return entitlements;
    }

    /** A list of texts that grow. */
    private <T> Set<T> set(Function<String, T> form) {
        List<T> values = new ArrayList<>(1);
        String last = "";
        while (next(values.isEmpty())) {
            character('"');
            String text = closed(text());
            if (!values.isEmpty() && last.compareTo(text) >= 0) {
                throw other();
            }
            values.add(form.apply(text));
            last = text;
        }
        return Set.copyOf(values);
    }

    /** Whether there is one more in a list; else its end has been read. */
    private boolean next(boolean first) {
        if (at < bytes.length && bytes[at] == ']') {
            at++;
            return false;
        }
        if (!first) {
            character(',');
        }
        return true;
    }

    /** A time that is written as it was read. */
    private Instant instant() {
        String text = text();
        Instant time = Codes.instant(text);
        if (!Codes.written(time).equals(text)) {
            throw other();
        }
        return time;
    }

    private ZoneId zone() {
        String text = text();
        ZoneId zone = LicensePayload.ZONES.apply(text);
        if (!zone.toString().equals(text)) {
            throw other();
        }
        return zone;
    }

    /** Up to the quotation mark, which stays. */
    private String text() {
        int from = at;
        boolean ascii = true;
        boolean escaped = false;
        while (at < bytes.length && bytes[at] != '"' && (bytes[at] < 0 || bytes[at] >= ' ')) {
            ascii &= bytes[at] >= 0;
            if (bytes[at] == '\\') {
                escaped = true;
                at++;
                if (at == bytes.length || (bytes[at] != '"' && bytes[at] != '\\')) {
                    throw other();
                }
            }
            at++;
        }
        if (at == bytes.length || bytes[at] != '"') {
            throw other();
        }
        String text = new String(bytes, from, at - from, ascii ? StandardCharsets.ISO_8859_1 : StandardCharsets.UTF_8);
        if (text.length() > LONGEST_TEXT || !(ascii || isWritten(text, from))) {
            throw other();
        }
        return escaped ? plain(text) : text;
    }

    /** Without the backslashes before quotation marks and before each other, which names of companies have. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            i += text.charAt(i) == '\\' ? 1 : 0;
            plain.append(text.charAt(i));
        }
        return plain.toString();
    }

    /** Whether these bytes are the text in UTF-8: what is none has become another text. */
    private boolean isWritten(String text, int from) {
        byte[] written = text.getBytes(StandardCharsets.UTF_8);
        return Arrays.equals(bytes, from, at, written, 0, written.length);
    }

    private String closed(String text) {
        character('"');
        return text;
    }

    private long number() {
        int from = at;
        long number = 0;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9' && at - from <= LONGEST_NUMBER) {
            number = 10 * number + bytes[at] - '0';
            at++;
        }
        int digits = at - from;
        if (digits == 0 || digits > LONGEST_NUMBER || (digits > 1 && bytes[from] == '0')) {
            throw other();
        }
        return number;
    }

    private boolean skip(byte[] literal) {
        int end = at + literal.length;
        boolean there = end <= bytes.length && Arrays.equals(bytes, at, end, literal, 0, literal.length);
        at = there ? end : at;
        return there;
    }

    private void expect(byte[] literal) {
        if (!skip(literal)) {
            throw other();
        }
    }

    private void character(char wanted) {
        if (at >= bytes.length || bytes[at] != wanted) {
            throw other();
        }
        at++;
    }

    /** Nobody sees it: the other reader tells what is there. */
    private static IllegalArgumentException other() {
        return new IllegalArgumentException("of another form");
    }
}
