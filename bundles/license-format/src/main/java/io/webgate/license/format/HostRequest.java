// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.api.LicenseId;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a host without a network hands to its vendor as a file: which computer it is, and the nonce that a time receipt must
 * echo. It is not signed and proves nothing; it saves typing. Canonical JSON, so that a damaged one is noticed.
 *
 * @param machineKey to bind a licence to
 * @param media keys of the USB drives that are plugged in
 * @param applications which the host plays
 * @param version of the host
 * @param holder of the licences that are installed, where there is one
 * @param time what the host's trusted time is
 * @param nonce for a time receipt, see {@link TimeReceipt}
 * @param breakGlass every use of a break-glass licence that the host remembers, in the order of their times (R59)
 */
public record HostRequest(
        String machineKey,
        List<String> media,
        List<String> applications,
        String version,
        Optional<String> holder,
        Instant time,
        String nonce,
        List<Use> breakGlass) {

    private static final String PATH = "request";
    private static final String KIND = "webgate-request";

    /** Came after the first version, so it stands where that one has unknown members, and is ignored by it. */
    private static final String BREAK_GLASS = "breakGlass";

    private static final Set<String> KNOWN = Set.of(
            "kind", "machineKey", "media", "applications", "version", "holder", "time", "nonce", Extras.CRITICAL);

    public HostRequest {
        media = media.stream().sorted().distinct().toList();
        applications = applications.stream().sorted().distinct().toList();
        holder.ifPresent(Codes::prose);
        if (!TimeReceipt.NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("Nonce '" + nonce + "' is not 32 characters of base64url");
        }
        breakGlass = breakGlass.stream()
                .sorted(Comparator.comparing(Use::activatedAt).thenComparing(Use::license))
                .toList();
    }

    /**
     * That a break-glass licence was activated.
     *
     * @param license the id of the document
     * @param activatedAt when, by the host's trusted time
     * @param until the last day on which it counts, in its own zone
     */
    public record Use(LicenseId license, Instant activatedAt, LocalDate until) {}

    /** A host that has used no break-glass licence. */
    public HostRequest(
            String machineKey,
            List<String> media,
            List<String> applications,
            String version,
            Optional<String> holder,
            Instant time,
            String nonce) {
        this(machineKey, media, applications, version, holder, time, nonce, List.of());
    }

    /**
     * Reads a request; line breaks at its end are tolerated, members of a later version are ignored.
     *
     * @throws LicenseFormatException when it is none
     */
    public static HostRequest parse(byte[] file) throws LicenseFormatException {
        byte[] json = Codes.withoutLineBreaks(file);
        Fields fields = Fields.of(JsonReader.read(json, PATH), PATH);
        Extras extras = Extras.begin(fields, KNOWN);
        fields.value("kind", HostRequest::requireKind);
        String machineKey = fields.text("machineKey");
        List<String> media = fields.values("media", text -> text);
        List<String> applications = fields.values("applications", text -> text);
        String version = fields.text("version");
        Optional<String> holder = fields.optional("holder", Codes::prose);
        Instant time = fields.value("time", Codes::instant);
        String nonce = fields.text("nonce");
        List<Use> breakGlass = new ArrayList<>();
        if (fields.has(BREAK_GLASS)) {
            for (Fields use : fields.objects(BREAK_GLASS)) {
                breakGlass.add(new Use(
                        use.value("license", LicenseId::new),
                        use.value("activatedAt", Codes::instant),
                        use.value("until", Codes::date)));
                extras.keep(use);
            }
        }
        extras.keep(fields);
        HostRequest request = fields.made(
                () -> new HostRequest(machineKey, media, applications, version, holder, time, nonce, breakGlass));
        Fields.requireCanonical(json, request.bytes(extras), PATH);
        return request;
    }

    /** The file. */
    public byte[] toJson() {
        return bytes(new Extras());
    }

    private static String requireKind(String kind) {
        if (!kind.equals(KIND)) {
            throw new IllegalArgumentException("'" + kind + "' is not " + KIND);
        }
        return kind;
    }

    private byte[] bytes(Extras extras) {
        Map<String, Json> members = new LinkedHashMap<>();
        members.put("kind", Codes.text(KIND));
        members.put("machineKey", Codes.text(machineKey));
        members.put("media", Codes.sorted(media));
        members.put("applications", Codes.sorted(applications));
        members.put("version", Codes.text(version));
        holder.ifPresent(name -> members.put("holder", Codes.text(name)));
        members.put("time", Codes.text(time));
        members.put("nonce", Codes.text(nonce));
        extras.writeCritical(members);
        Map<String, Json> later = new TreeMap<>();
        if (!breakGlass.isEmpty()) {
            later.put(BREAK_GLASS, usesJson(extras));
        }
        extras.writeUnknown(PATH, later);
        members.putAll(later);
        return new Json.Members(members).bytes();
    }

    private Json usesJson(Extras extras) {
        List<Json> items = new ArrayList<>();
        for (Use use : breakGlass) {
            Map<String, Json> members = new LinkedHashMap<>();
            members.put("license", Codes.text(use.license()));
            members.put("activatedAt", Codes.text(use.activatedAt()));
            members.put("until", Codes.text(use.until()));
            extras.writeUnknown(PATH + "." + BREAK_GLASS + "[" + items.size() + "]", members);
            items.add(new Json.Members(members));
        }
        return new Json.Items(items);
    }
}
