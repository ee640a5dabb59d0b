// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The bundles that a distribution is made of, with the digest of each jar (D7).
 *
 * @param vendor who assembled it
 * @param issuedAt when
 * @param version of the distribution
 * @param bundles in the order of their names, each name once
 */
public record Manifest(String vendor, Instant issuedAt, String version, List<Entry> bundles) {

    private static final Form FORM = new Form();

    public Manifest {
        Codes.prose(version);
        bundles = bundles.stream().sorted(Comparator.comparing(Entry::name)).toList();
        if (bundles.stream().map(Entry::name).distinct().count() != bundles.size()) {
            throw new IllegalArgumentException("A bundle stands twice in the manifest");
        }
    }

    /**
     * One bundle.
     *
     * @param name its symbolic name
     * @param version its version
     * @param sha256 of its jar, 64 lower-case hexadecimal digits
     */
    public record Entry(String name, String version, String sha256) {

        public Entry {
            if (!name.matches("[A-Za-z0-9_.-]{1,200}")) {
                throw new IllegalArgumentException("'" + name + "' is no symbolic name");
            }
            if (!version.matches("[A-Za-z0-9_.-]{1,100}")) {
                throw new IllegalArgumentException("'" + version + "' is no version of bundle " + name);
            }
            if (!sha256.matches("[0-9a-f]{64}")) {
                throw new IllegalArgumentException("'" + sha256 + "' is no SHA-256 of bundle " + name);
            }
        }
    }

    /**
     * Verifies the raw bytes, then reads what they say.
     *
     * @throws LicenseFormatException when anything is wrong with it
     */
    public static Manifest read(byte[] file, KeyRing ring) throws LicenseFormatException {
        return Statement.read(file, Purpose.MANIFEST, ring, FORM);
    }

    /** The one canonical form, to be signed. */
    public byte[] payload() {
        return Statement.write(this, FORM);
    }

    /** What is said of a bundle. */
    public Optional<Entry> of(String name) {
        return bundles.stream().filter(entry -> entry.name().equals(name)).findFirst();
    }

    private static final class Form implements Statement.Form<Manifest> {

        @Override
        public Set<String> members() {
            return Set.of("version", "bundles");
        }

        @Override
        public Manifest read(Statement.Head head, Fields fields) throws LicenseFormatException {
            String version = fields.text("version");
            List<Entry> bundles = new ArrayList<>();
            for (Fields bundle : fields.objects("bundles")) {
                String name = bundle.text("name");
                String of = bundle.text("version");
                String sha256 = bundle.text("sha256");
                bundle.requireAllKnown();
                bundles.add(bundle.made(() -> new Entry(name, of, sha256)));
            }
            return fields.made(() -> new Manifest(head.vendor(), head.issuedAt(), version, bundles));
        }

        @Override
        public Statement.Head head(Manifest manifest) {
            return new Statement.Head(manifest.vendor(), manifest.issuedAt());
        }

        @Override
        public void write(Manifest manifest, Map<String, Json> members) {
            List<Json> bundles = new ArrayList<>();
            for (Entry entry : manifest.bundles()) {
                Map<String, Json> item = new LinkedHashMap<>();
                item.put("name", Codes.text(entry.name()));
                item.put("version", Codes.text(entry.version()));
                item.put("sha256", Codes.text(entry.sha256()));
                bundles.add(new Json.Members(item));
            }
            members.put("version", Codes.text(manifest.version()));
            members.put("bundles", new Json.Items(bundles));
        }
    }
}
