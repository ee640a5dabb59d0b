// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 */
public record HostRequest(
        String machineKey,
        List<String> media,
        List<String> applications,
        String version,
        Optional<String> holder,
        Instant time,
        String nonce) {

    private static final String PATH = "request";
    private static final String KIND = "webgate-request";
    private static final Set<String> KNOWN = Set.of(
            "kind", "machineKey", "media", "applications", "version", "holder", "time", "nonce", Extras.CRITICAL);

    public HostRequest {
        media = media.stream().sorted().distinct().toList();
        applications = applications.stream().sorted().distinct().toList();
        holder.ifPresent(Codes::prose);
        if (!TimeReceipt.NONCE.matcher(nonce).matches()) {
            throw new IllegalArgumentException("Nonce '" + nonce + "' is not 32 characters of base64url");
        }
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
        extras.keep(fields);
        HostRequest request =
                fields.made(() -> new HostRequest(machineKey, media, applications, version, holder, time, nonce));
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
        extras.writeUnknown(PATH, members);
        return new Json.Members(members).bytes();
    }
}
