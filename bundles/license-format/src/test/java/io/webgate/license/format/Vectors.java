// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.format;

import io.webgate.license.format.LicenseFormatException.Fault;
import io.webgate.license.format.TrustDocument.VendorInfo;
import io.webgate.license.text.CodeText;
import io.webgate.license.text.KeyTextException;
import io.webgate.license.text.MachineKeyText;
import io.webgate.license.text.MediaKeyText;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Makes the test vectors of {@code docs/vectors}: by a vendor whose keys come from fixed numbers, so that no private key
 * is ever written down and whoever makes them again gets the same bytes.
 */
final class Vectors {

    static final String PERMANENT = "{\"id\":\"MIKO-P1\",\"lineage\":\"MIKO-LP1\",\"generation\":1,\"vendor\":\"MIKO\","
            + "\"holder\":\"Cafe\",\"applications\":[\"powerpos.data-server\"],\"issuedAt\":\"2026-11-22T10:15:30Z\","
            + "\"validFrom\":\"2026-11-22\",\"zone\":\"UTC\",\"term\":\"permanent\","
            + "\"binding\":{\"kind\":\"anywhere\",\"value\":\"\"},"
            + "\"entitlements\":[{\"module\":\"powerpos.pos\",\"quantity\":10}],\"features\":[],\"supersedes\":[]}";

    static final String LARGE = PERMANENT.replace(
            "{\"module\":\"powerpos.pos\",\"quantity\":10}",
            IntStream.range(10, 60)
                    .mapToObj(i -> "{\"module\":\"powerpos.module-" + i + "\",\"quantity\":" + i * 1000L + "}")
                    .collect(Collectors.joining(",")));

    static final String RENTAL = Forge.SHOP
            .replace("Кафе «У моря» \\\"Sea\\\"", "Ресторан «Ёж» \u5bff\u53f8 \ud83c\udf63 \\\\ \\\"&\\\"")
            .replace("\"temporary\"", "\"rental\"")
            .replace("[\"MIKO-0000\"]", "[\"MIKO-0000\",\"MIKO-000a\",\"MIKO-000b\"]");

    static final String ENTRY = "{\"module\":\"powerpos.processing-center\","
            + "\"title\":{\"en\":\"Processing centre\",\"ru\":\"Процессинговый центр\"},\"metric\":\"clients\","
            + "\"counting\":\"connections\",\"summed\":true,\"cut\":\"newcomer\",\"effect\":\"refuse\","
            + "\"goesOn\":[\"debit-existing\"],\"features\":[\"a.b\",\"c\"],\"displaceIdle\":\"PT15M\"}";

    private static final String END = "\"supersedes\":[]}";

    private static final String GLASS = "\"supersedes\":[],\"breakGlass\":7,\"critical\":[\"breakGlass\"]}";

    private final Forge miko = new Forge("MIKO", 101, Set.of(Purpose.LICENSE));
    private final Forge catalogue = new Forge("MIKO", 102, Set.of(Purpose.CATALOGUE));
    private final Forge astr = new Forge("ASTR", 103, Set.of(Purpose.LICENSE));
    private final Forge statements = new Forge(
            "MIKO", 105, EnumSet.of(Purpose.REVOCATION, Purpose.KEYS, Purpose.TIME_RECEIPT, Purpose.MANIFEST));
    private final Forge announced = new Forge("MIKO", 106, Set.of(Purpose.LICENSE));
    private final Forge stranger = new Forge("MIKO", 104, Set.of(Purpose.LICENSE));

    /** A vector of a file: text members by name, as they are written. */
    record Vector(Map<String, String> texts) {

        String text(String name) {
            return texts.getOrDefault(name, "");
        }
    }

    TrustDocument trust() {
        List<TrustedKey> keys = Stream.of(miko, catalogue, statements, astr)
                .flatMap(forge -> Stream.of(forge.ed25519(), forge.mlDsa()))
                .toList();
        return new TrustDocument(
                TrustDocument.DEVELOPMENT,
                List.of(new VendorInfo("MIKO", "Test vendor MIKO"), new VendorInfo("ASTR", "Test vendor ASTR")),
                KeyRing.of(keys));
    }

    /** Every file by its name, without {@code trust.json}. */
    Map<String, List<Vector>> files() {
        Map<String, List<Vector>> files = new LinkedHashMap<>();
        files.put("documents.json", documents());
        files.put("payloads.json", payloads());
        files.put("statements.json", statements());
        files.put("signatures.json", signatures());
        files.put("keys.json", keys());
        return files;
    }

    /** Whole files with what becomes of them. */
    private List<Vector> documents() {
        List<Vector> vectors = new ArrayList<>();
        byte[] permanent = PERMANENT.getBytes(UTF_8);
        String good = new String(miko.license(PERMANENT), UTF_8);
        vectors.add(document("small permanent licence", good));
        vectors.add(document("licence with fifty entitlements", new String(miko.license(LARGE), UTF_8)));
        vectors.add(document("rental licence bound to a machine key", new String(miko.license(RENTAL), UTF_8)));
        vectors.add(document(
                "unknown members are ignored",
                license(PERMANENT.replace(END, "\"supersedes\":[],\"grace\":7,\"note\":{\"b\":null,\"a\":1.50e2}}"))));
        vectors.add(document(
                "a critical member that is known",
                license(PERMANENT.replace(END, "\"supersedes\":[],\"critical\":[\"binding\",\"zone\"]}"))));
        vectors.add(document("break-glass licence", license(PERMANENT.replace(END, GLASS))));
        vectors.add(document("byte order mark in front, line breaks behind", "\uFEFF" + good + "\r\n\r\n"));
        vectors.add(document(
                "catalogue", "catalogue entry", text(catalogue.document(ENTRY.getBytes(UTF_8), Purpose.CATALOGUE))));

        vectors.add(document("empty file", ""));
        vectors.add(document("another kind of file", "%PDF-1.7\n"));
        vectors.add(document("white space in front", " " + good));
        vectors.add(document("white space behind", good + " "));
        vectors.add(document("two byte order marks", "\uFEFF\uFEFF" + good));
        vectors.add(document("two documents in one file", good + "\n" + good));
        vectors.add(document("cut off", good.substring(0, good.length() - 1)));
        vectors.add(document("white space between members", good.replace(",\"signatures\"", ", \"signatures\"")));
        vectors.add(document("unprotected header", good.replace("{\"protected\"", "{\"header\":{},\"protected\"")));
        vectors.add(document(
                "payload with another character",
                good.replace("\"payload\":\"eyJpZCI6Ik1JS08t", "\"payload\":\"eyJpZCI6Ik1JS08u")));
        vectors.add(document(
                "a licence key signs a catalogue entry",
                text(miko.document(ENTRY.getBytes(UTF_8), Purpose.CATALOGUE))));
        vectors.add(document(
                "catalogue",
                "a licence key signs a catalogue entry, which is wanted",
                text(miko.document(ENTRY.getBytes(UTF_8), Purpose.CATALOGUE))));
        vectors.add(document("catalogue", "a licence where a catalogue entry is wanted", good));
        vectors.add(document("a catalogue key signs a licence", text(catalogue.document(permanent, Purpose.LICENSE))));
        vectors.add(document("unknown keys", text(stranger.license(PERMANENT))));
        vectors.add(document("one signature only", text(Forge.envelope(permanent, part(Algorithm.ED25519)))));
        vectors.add(document(
                "signatures in the other order",
                text(Forge.envelope(permanent, part(Algorithm.ML_DSA_65), part(Algorithm.ED25519)))));
        vectors.add(document(
                "the Ed25519 signature twice",
                text(Forge.envelope(permanent, part(Algorithm.ED25519), part(Algorithm.ED25519)))));
        vectors.add(document(
                "signatures by two vendors",
                text(Forge.envelope(
                        permanent,
                        part(Algorithm.ED25519),
                        astr.part(
                                Algorithm.ML_DSA_65, astr.header(Algorithm.ML_DSA_65, Purpose.LICENSE), permanent)))));
        vectors.add(document(
                "the Ed25519 signature is another's under a known name",
                text(Forge.envelope(
                        permanent,
                        stranger.part(Algorithm.ED25519, miko.header(Algorithm.ED25519, Purpose.LICENSE), permanent),
                        part(Algorithm.ML_DSA_65)))));
        vectors.add(document(
                "the ML-DSA-65 signature is another's under a known name",
                text(Forge.envelope(
                        permanent,
                        part(Algorithm.ED25519),
                        stranger.part(
                                Algorithm.ML_DSA_65, miko.header(Algorithm.ML_DSA_65, Purpose.LICENSE), permanent)))));
        for (String header : badHeaders()) {
            vectors.add(document(
                    "header " + header,
                    text(Forge.envelope(
                            permanent,
                            miko.part(
                                    Algorithm.ED25519,
                                    header.replace("KID", miko.ed25519().kid()),
                                    permanent),
                            part(Algorithm.ML_DSA_65)))));
        }
        vectors.add(document("base64url that is not canonical", notCanonicalBase64()));
        vectors.add(document("it names another vendor", license(PERMANENT.replace("\"MIKO\"", "\"ASTR\""))));
        vectors.add(document("issued before the keys count", license(PERMANENT.replace("2026-11-22T", "2025-12-31T"))));
        vectors.add(document("issued after the keys count", license(PERMANENT.replace("2026-11-22T", "2030-11-22T"))));
        vectors.add(document(
                "a critical member that is unknown",
                license(PERMANENT.replace(END, "\"supersedes\":[],\"critical\":[\"grace\"],\"grace\":1}"))));
        vectors.add(document("signed, but white space in the payload", license(PERMANENT.replace(":1,", ": 1,"))));
        return vectors;
    }

    /** T24: EdDSA is the key's word, whatever a header says. */
    static List<String> badHeaders() {
        String typ = Purpose.LICENSE.typ();
        List<String> headers = new ArrayList<>();
        for (String alg : List.of("none", "None", "HS256", "ES256", "Ed25519", "ML-DSA-65", "eddsa")) {
            headers.add(Forge.header(alg, "KID", typ));
        }
        String good = Forge.header("EdDSA", "KID", typ);
        headers.add("{\"kid\":\"KID\",\"typ\":\"" + typ + "\"}");
        headers.add("{\"alg\":\"EdDSA\",\"typ\":\"" + typ + "\",\"kid\":\"KID\"}");
        headers.add(good.replace(",", ", "));
        headers.add(good.replace("}", ",\"crit\":[\"exp\"],\"exp\":1}"));
        headers.add(good.replace("}", ",\"jku\":\"http://127.0.0.1:9/keys\"}"));
        headers.add(good.replace("}", ",\"x5u\":\"http://127.0.0.1:9/chain\"}"));
        headers.add(good.replace("}", ",\"jwk\":{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}}"));
        headers.add(good.replace("KID", "../../KID"));
        headers.add(good.replace("KID", "' OR 1=1 --"));
        headers.add(good.replace("KID", "KID\\u0000"));
        headers.add(good.replace("EdDSA\"", "EdDSA\",\"alg\":\"EdDSA\""));
        return headers;
    }

    /** Payloads with what becomes of them once their signatures hold. */
    private List<Vector> payloads() {
        List<Vector> vectors = new ArrayList<>();
        for (String good : List.of(PERMANENT, LARGE, RENTAL)) {
            vectors.add(payload("good", good));
        }
        String[][] changes = {
            {"year 0000", "2026-11-22\"", "0000-02-29\""},
            {"29 February of a leap year", "\"validFrom\":\"2026-11-22\"", "\"validFrom\":\"2028-02-29\""},
            {"29 February of another year", "\"validFrom\":\"2026-11-22\"", "\"validFrom\":\"2100-02-29\""},
            {"five digits of a year", "\"validFrom\":\"2026-11-22\"", "\"validFrom\":\"+12026-11-22\""},
            {"a time with milliseconds", "10:15:30Z", "10:15:30.120Z"},
            {"a time with a digit too few", "10:15:30Z", "10:15:30.12Z"},
            {"a time with zeros", "10:15:30Z", "10:15:30.000Z"},
            {"a time with an offset", "10:15:30Z", "13:15:30+03:00"},
            {"a leap second", "10:15:30Z", "23:59:60Z"},
            {"midnight at the end of a day", "10:15:30Z", "24:00:00Z"},
            {"an hour too many", "10:15:30Z", "25:00:00Z"},
            {"a zone of the database", "\"UTC\"", "\"America/Argentina/Buenos_Aires\""},
            {"an offset", "\"UTC\"", "\"+05:30\""},
            {"an offset in another form", "\"UTC\"", "\"+0530\""},
            {"an offset beyond 18 hours", "\"UTC\"", "\"+18:01\""},
            {"a prefixed offset", "\"UTC\"", "\"UTC+03:00\""},
            {"a prefixed offset in another form", "\"UTC\"", "\"UTC+3\""},
            {"the offset of Greenwich", "\"UTC\"", "\"Z\""},
            {"a zone that is nowhere", "\"UTC\"", "\"Europe/Atlantis\""},
            {"no zone", "\"zone\":\"UTC\",", ""},
            {"a permanent licence may have a last day", "\"zone\"", "\"validUntil\":\"2026-11-22\",\"zone\""},
            {"it ends before it begins", "\"zone\"", "\"validUntil\":\"2026-11-21\",\"zone\""},
            {"a rental licence without a last day", "permanent", "rental"},
            {"a term that is none", "permanent", "eternal"},
            {"no application", "[\"powerpos.data-server\"]", "[]"},
            {"an application without a suite", "powerpos.data-server", "server"},
            {"applications out of order", "[\"powerpos", "[\"z.z\",\"powerpos"},
            {"quantity 0", "\"quantity\":10", "\"quantity\":0"},
            {"quantity -1", "\"quantity\":10", "\"quantity\":-1"},
            {"quantity -0", "\"quantity\":10", "\"quantity\":-0"},
            {"quantity 2^63-1", "\"quantity\":10", "\"quantity\":9223372036854775807"},
            {"quantity 2^63", "\"quantity\":10", "\"quantity\":9223372036854775808"},
            {"quantity 1e308", "\"quantity\":10", "\"quantity\":1e308"},
            {"quantity 10.0", "\"quantity\":10", "\"quantity\":10.0"},
            {"quantity 010", "\"quantity\":10", "\"quantity\":010"},
            {"a quantity in a text", "\"quantity\":10", "\"quantity\":\"10\""},
            {"a quantity twice", "\"quantity\":10", "\"quantity\":10,\"quantity\":11"},
            {"a module twice", "{\"module\"", "{\"module\":\"powerpos.pos\",\"quantity\":1},{\"module\""},
            {"modules out of order", "{\"module\"", "{\"module\":\"powerpos.z\",\"quantity\":1},{\"module\""},
            {"generation 0", "\"generation\":1", "\"generation\":0"},
            {"a holder of 200 characters", "Cafe", "x".repeat(200)},
            {"a holder of 201 characters", "Cafe", "x".repeat(201)},
            {"a holder of 101 characters beyond the first plane", "Cafe", "\ud83c\udf63".repeat(101)},
            {"a blank holder", "Cafe", " \u2003\u3000"},
            {"no-break space is not blank", "Cafe", "\u00a0"},
            {"a control character in the holder", "Cafe", "Ca\\u0000fe"},
            {"a control character beyond ASCII", "Cafe", "Ca\u0085fe"},
            {"an escape that need not be", "Cafe", "\\u0043afe"},
            {"an escape in capitals", "Cafe", "\\u001Fafe"},
            {"an escaped surrogate", "Cafe", "\\ud83c\\udf63"},
            {"an escaped slash", "Cafe", "Ca\\/fe"},
            {"every escape", END, "\"supersedes\":[],\"x\":\"\\b\\f\\n\\r\\t\\u0000\\u000b\\u001f\\\"\\\\\"}"},
            {"a line break escaped by its number", END, "\"supersedes\":[],\"x\":\"\\u000a\"}"},
            {"slash, delete and line separator need no escape", END, "\"supersedes\":[],\"x\":\"/\u007f\u2028\"}"},
            {"bound to nothing, with a value", "\"value\":\"\"", "\"value\":\"x\""},
            {"bound to a server", "\"anywhere\",\"value\":\"\"", "\"server\",\"value\":\"srv-1\""},
            {"a machine with three of five", "\"anywhere\",\"value\":\"\"", "\"machine\",\"value\":\"K\",\"matching\":3"
            },
            {"a machine with two of five", "\"anywhere\",\"value\":\"\"", "\"machine\",\"value\":\"K\",\"matching\":2"},
            {"a machine without a number", "\"anywhere\",\"value\":\"\"", "\"machine\",\"value\":\"K\""},
            {"a server with a number", "\"anywhere\",\"value\":\"\"", "\"server\",\"value\":\"K\",\"matching\":3"},
            {"a server with the number 0", "\"anywhere\",\"value\":\"\"", "\"server\",\"value\":\"K\",\"matching\":0"},
            {"unknown members out of order", END, "\"supersedes\":[],\"b\":1,\"a\":1}"},
            {"unknown members ordered by UTF-16", END, "\"supersedes\":[],\"\ud83c\udf63\":1,\"\ufb00\":1}"},
            {"unknown members ordered by code point", END, "\"supersedes\":[],\"\ufb00\":1,\"\ud83c\udf63\":1}"},
            {"an unknown member in front", "{\"id\"", "{\"a\":1,\"id\""},
            {"an unknown member of an entitlement", "\"quantity\":10", "\"quantity\":10,\"overdraft\":{\"z\":1}"},
            {"it is critical", END, "\"supersedes\":[],\"critical\":[\"overdraft\"]}"},
            {
                "critical is known elsewhere, not here",
                END,
                "\"supersedes\":[],\"critical\":[\"quantity\"],\"quantity\":1}"
            },
            {"an empty list of critical members", END, "\"supersedes\":[],\"critical\":[]}"},
            {"break-glass", END, GLASS},
            {"break-glass for 90 days", END, GLASS.replace(":7,", ":90,")},
            {"break-glass for 91 days", END, GLASS.replace(":7,", ":91,")},
            {"break-glass for no day", END, GLASS.replace(":7,", ":0,")},
            {"break-glass for -1 days", END, GLASS.replace(":7,", ":-1,")},
            {"break-glass for 2^32+7 days", END, GLASS.replace(":7,", ":4294967303,")},
            {"break-glass for half a day", END, GLASS.replace(":7,", ":0.5,")},
            {"break-glass days in a text", END, GLASS.replace(":7,", ":\"7\",")},
            {"break-glass that a reader may ignore", END, "\"supersedes\":[],\"breakGlass\":7}"},
            {
                "break-glass that a reader may ignore, with another critical member",
                END,
                GLASS.replace("[\"breakGlass\"]", "[\"zone\"]")
            },
            {
                "break-glass with another critical member",
                END,
                GLASS.replace("[\"breakGlass\"]", "[\"breakGlass\",\"zone\"]")
            },
            {"break-glass behind critical", END, "\"supersedes\":[],\"critical\":[\"breakGlass\"],\"breakGlass\":7}"},
            {"break-glass demanded, and not there", END, "\"supersedes\":[],\"critical\":[\"breakGlass\"]}"},
            {"break-glass that replaces another", END, GLASS.replace("[],", "[\"MIKO-P0\"],")},
            {"sixteen levels", END, "\"supersedes\":[],\"x\":" + "[".repeat(15) + "]".repeat(15) + "}"},
            {"seventeen levels", END, "\"supersedes\":[],\"x\":" + "[".repeat(16) + "]".repeat(16) + "}"},
            {"a byte order mark", "{\"id\"", "\ufeff{\"id\""},
            {"something behind", END, END + "{}"},
            {"a comma at the end", END, "\"supersedes\":[],}"},
            {"a comment", END, "\"supersedes\":[]/**/}"},
            {"null for an absent member", "\"zone\"", "\"validUntil\":null,\"zone\""}
        };
        for (String[] change : changes) {
            vectors.add(payload(change[0], PERMANENT.replace(change[1], change[2])));
        }
        String[][] entryChanges = {
            {"an entry", "PT15M", "PT15M"},
            {"a duration in another form", "PT15M", "PT900S"},
            {"a duration of days", "PT15M", "P1D"},
            {"a duration with a fraction", "PT15M", "PT0.5S"},
            {"no duration at all", "PT15M", "PT0S"},
            {"a negative duration", "PT15M", "PT-15M"},
            {"only a newcomer is refused", "newcomer", "newest"},
            {"a metric that is none", "clients", "cats"},
            {"a title in one language", ",\"ru\":\"Процессинговый центр\"", ""},
            {"an unknown member of the title", "центр\"}", "центр\",\"xx\":\"\"}"},
            {"an unknown member", "PT15M\"", "PT15M\",\"later\":\"2027-01-01\""},
            {"a module that it requires", "PT15M\"", "PT15M\",\"requires\":[\"powerpos.data-server\"]"},
            {"it requires itself", "PT15M\"", "PT15M\",\"requires\":[\"powerpos.processing-center\"]"},
            {"an empty list of what it requires", "PT15M\"", "PT15M\",\"requires\":[]"},
            {"required modules out of order", "PT15M\"", "PT15M\",\"requires\":[\"b.b\",\"a.a\"]"},
            {"shadow mode", "PT15M\"", "PT15M\",\"enforcedFrom\":\"2027-01-01T00:00:00Z\""},
            {"shadow mode until a day", "PT15M\"", "PT15M\",\"enforcedFrom\":\"2027-01-01\""},
            {"an overdraft", "PT15M\"", "PT15M\",\"overdraft\":2"},
            {"an overdraft with a time", "PT15M\"", "PT15M\",\"overdraft\":2,\"grace\":\"P3D\""},
            {"an overdraft with a time in canonical form", "PT15M\"", "PT15M\",\"overdraft\":2,\"grace\":\"PT72H\""},
            {"an overdraft of nothing", "PT15M\"", "PT15M\",\"overdraft\":0"},
            {"a negative overdraft", "PT15M\"", "PT15M\",\"overdraft\":-1"},
            {"grace without an overdraft", "PT15M\"", "PT15M\",\"grace\":\"PT72H\""},
            {
                "every member",
                "PT15M\"",
                "PT15M\",\"requires\":[\"a.a\",\"b.b\"],\"enforcedFrom\":\"2027-01-01T00:00:00.500Z\",\"overdraft\":9,\"grace\":\"PT1H\""
            },
            {
                "titles of features",
                "PT15M\"",
                "PT15M\",\"overdraft\":1,\"grace\":\"PT1H\",\"featureTitles\":{\"a.b\":{\"en\":\"First\",\"ru\":\"Первая\"},\"c\":{\"en\":\"Second\",\"ru\":\"Вторая\"}}"
            },
            {"no titles of features", "PT15M\"", "PT15M\",\"featureTitles\":{}"},
            {
                "titles of features out of order",
                "PT15M\"",
                "PT15M\",\"featureTitles\":{\"c\":{\"en\":\"2\",\"ru\":\"2\"},\"a.b\":{\"en\":\"1\",\"ru\":\"1\"}}"
            },
            {
                "a title of a feature that is not declared",
                "PT15M\"",
                "PT15M\",\"featureTitles\":{\"d\":{\"en\":\"4\",\"ru\":\"4\"}}"
            },
            {
                "a title of what is no feature",
                "PT15M\"",
                "PT15M\",\"featureTitles\":{\"A B\":{\"en\":\"4\",\"ru\":\"4\"}}"
            },
            {"a title of a feature in one language", "PT15M\"", "PT15M\",\"featureTitles\":{\"c\":{\"en\":\"4\"}}"},
            {"a title of a feature that is a text", "PT15M\"", "PT15M\",\"featureTitles\":{\"c\":\"4\"}"},
            {"an application stands for several units", "PT15M\"", "PT15M\",\"aggregate\":true"},
            {"that it does not is not said", "PT15M\"", "PT15M\",\"aggregate\":false"},
            {
                "nothing connects that could stand for several",
                "\"connections\",\"summed\":true,\"cut\":\"newcomer\",\"effect\":\"refuse\",\"goesOn\":[\"debit-existing\"],\"features\":[\"a.b\",\"c\"],\"displaceIdle\":\"PT15M\"",
                "\"meter\",\"summed\":true,\"cut\":\"all\",\"effect\":\"hold\",\"goesOn\":[\"debit-existing\"],\"features\":[\"a.b\",\"c\"],\"aggregate\":true"
            },
            {"members in another order", "PT15M\"", "PT15M\",\"overdraft\":2,\"requires\":[\"a.a\"]"},
            {
                "this host itself",
                "\"connections\",\"summed\":true,\"cut\":\"newcomer\",\"effect\":\"refuse\"",
                "\"host\",\"summed\":false,\"cut\":\"all\",\"effect\":\"hold\""
            },
            {
                "idle ones displaced where nobody is refused",
                "\"cut\":\"newcomer\",\"effect\":\"refuse\"",
                "\"cut\":\"newest\",\"effect\":\"suspend\""
            },
            {"features out of order", "[\"a.b\",\"c\"]", "[\"c\",\"a.b\"]"},
            {"line breaks at the end", "PT15M\"}", "PT15M\"}\r\n"}
        };
        for (String[] change : entryChanges) {
            vectors.add(payload("catalogue", change[0], ENTRY.replace(change[1], change[2])));
        }
        return vectors;
    }

    /** What a vendor says besides licences and catalogue entries: whole files, since another program signs nothing. */
    private List<Vector> statements() {
        String head = "{\"vendor\":\"MIKO\",\"issuedAt\":\"2026-11-22T10:15:30Z\",";
        String list = head + "\"number\":7,\"nextUpdate\":\"2026-12-22T10:15:30Z\","
                + "\"licenses\":[\"MIKO-1\",\"MIKO-2\"],\"keys\":[\""
                + miko.mlDsa().kid() + "\"]}";
        String keys = new String(
                new KeyAnnouncement(
                                "MIKO",
                                3,
                                Instant.parse("2026-11-22T10:15:30Z"),
                                List.of(announced.ed25519(), announced.mlDsa()),
                                Set.of(announced.ed25519().kid()))
                        .payload(),
                UTF_8);
        String receipt = head + "\"nonce\":\"abcdefghijklmnopqrstuvwxyz-_0123\"}";
        String sha256 = "0123456789abcdef".repeat(4);
        String manifest = head + "\"version\":\"1.0\",\"bundles\":["
                + "{\"name\":\"io.webgate.a\",\"version\":\"1.0.0\",\"sha256\":\"" + sha256 + "\"},"
                + "{\"name\":\"io.webgate.b\",\"version\":\"1.0.0\",\"sha256\":\"" + sha256 + "\"}]}";
        String[][] changes = {
            {"revocation", list, "good", "MIKO-1", "MIKO-1"},
            {"revocation", list, "nothing is revoked", list.substring(list.indexOf("[")), "[],\"keys\":[]}"},
            {"revocation", list, "number 0", ":7,", ":0,"},
            {"revocation", list, "due when it was issued", "2026-12-22", "2026-11-22"},
            {"revocation", list, "no time of the next", "\"nextUpdate\":\"2026-12-22T10:15:30Z\",", ""},
            {"revocation", list, "licences out of order", "\"MIKO-1\",\"MIKO-2\"", "\"MIKO-2\",\"MIKO-1\""},
            {"revocation", list, "a licence twice", "MIKO-2", "MIKO-1"},
            {"revocation", list, "an id that is none", "MIKO-2", "MIKO 2"},
            {"revocation", list, "a key id that is none", "\"keys\":[\"", "\"keys\":[\"*"},
            {"revocation", list, "an unknown member is ignored", "]}", "],\"note\":1}"},
            {"revocation", list, "an unknown member is critical", "]}", "],\"critical\":[\"note\"],\"note\":1}"},
            {"revocation", list, "another vendor's", "MIKO\",\"issued", "ASTR\",\"issued"},
            {"revocation", list, "a vendor that is none", "MIKO\",\"issued", "miko\",\"issued"},
            {"revocation", list, "issued before the keys count", "2026-11-22T", "2025-11-22T"},
            {"keys", keys, "good, and one of them is revoked", "MIKO", "MIKO"},
            {"keys", keys, "number -1", ":3,", ":-1,"},
            {"keys", keys, "a key under another name", announced.mlDsa().kid() + "\",", "other\","},
            {"keys", keys, "a key with two purposes", "[\"license\"]", "[\"keys\",\"license\"]"},
            {"keys", keys, "a key of no purpose", "[\"license\"]", "[]"},
            {"keys", keys, "a key that names its vendor", "\"algorithm\"", "\"vendor\":\"MIKO\",\"algorithm\""},
            {"keys", keys, "a key that ends before it begins", "2030-01-01", "2025-01-01"},
            {"keys", keys, "a key of another algorithm", "ML-DSA-65", "EdDSA"},
            {"keys", keys, "a revoked key without a name", "\"revoked\":[\"", "\"revoked\":[\"\",\""},
            {"time-receipt", receipt, "good", "MIKO", "MIKO"},
            {"time-receipt", receipt, "a nonce of 31 characters", "_0123", "_012"},
            {"time-receipt", receipt, "a nonce of other characters", "_0123", "+0123"},
            {"time-receipt", receipt, "a time that is none", "2026-11-22", "2026-11-31"},
            {"manifest", manifest, "good", "MIKO", "MIKO"},
            {"manifest", manifest, "bundles out of order", "io.webgate.a", "io.webgate.c"},
            {"manifest", manifest, "a bundle twice", "io.webgate.b", "io.webgate.a"},
            {"manifest", manifest, "capital letters in a digest", "0123456789abcdef\"}]", "0123456789ABCDEF\"}]"},
            {"manifest", manifest, "an unknown member of a bundle", "\"}]", "\",\"note\":1}]"},
            {"manifest", manifest, "a blank version", "\"1.0\"", "\" \""}
        };
        List<Vector> vectors = new ArrayList<>();
        for (String[] change : changes) {
            Purpose purpose = Codes.parse(Purpose.class, change[0]);
            String payload = change[1].replace(change[3], change[4]);
            vectors.add(document(change[0], change[2], text(statements.document(payload.getBytes(UTF_8), purpose))));
        }
        vectors.add(document(
                "keys",
                "a list of what is revoked where keys are wanted",
                text(statements.document(list.getBytes(UTF_8), Purpose.REVOCATION))));
        vectors.add(document(
                "revocation", "a licence key signs it", text(miko.document(list.getBytes(UTF_8), Purpose.REVOCATION))));
        return vectors;
    }

    private List<Vector> signatures() {
        return new SignatureVectors(miko).all();
    }

    /** Machine keys, media keys, licence keys and coupons, as they are typed. */
    private static List<Vector> keys() {
        List<Vector> vectors = new ArrayList<>();
        String machine = MachineKeyText.of(
                        Stream.of(1, 2, 0x7fff, 4096, 21).map(OptionalInt::of).toList())
                .toString();
        String weak = MachineKeyText.of(Stream.of(
                                OptionalInt.of(77),
                                OptionalInt.empty(),
                                OptionalInt.empty(),
                                OptionalInt.of(4711),
                                OptionalInt.empty())
                        .toList())
                .toString();
        byte[] hash = new byte[MediaKeyText.HASH_BYTES];
        new Random(7).nextBytes(hash);
        String media = MediaKeyText.of(hash).toString();
        String key =
                CodeText.make("MIKO", CodeText.Kind.LICENSE_KEY, new Fixed(8)).text();
        String coupon =
                CodeText.make("MIKO", CodeText.Kind.COUPON, new Fixed(9)).text();
        for (String[] good : new String[][] {
            {"machine", machine}, {"machine", weak}, {"media", media}, {"code", key}, {"code", coupon}
        }) {
            String kind = good[0];
            String text = good[1];
            vectors.add(key(kind, "as it is written", text));
            vectors.add(key(kind, "small letters", text.toLowerCase(java.util.Locale.ROOT)));
            vectors.add(key(kind, "without dashes", text.replace("-", "")));
            vectors.add(
                    key(kind, "other dashes and spaces", " " + text.replace("-", " \u2014\u2212\u00a0\u200b") + "\n"));
            vectors.add(key(kind, "Cyrillic look-alikes", lookAlikes(text)));
            vectors.add(key(kind, "full-width forms", fullWidth(text)));
            vectors.add(key(kind, "a character missing", text.substring(0, text.length() - 1)));
            vectors.add(key(kind, "a character too many", text + "7"));
            for (int at : new int[] {text.length() / 2, text.length() - 1}) {
                char other = text.charAt(at) == '7' ? '8' : '7';
                vectors.add(key(
                        kind,
                        "another character at " + at,
                        text.substring(0, at) + other + text.substring(at + 1).replaceFirst("^-", "")));
            }
            vectors.add(key(kind, "a letter that is never there", text.substring(0, text.length() - 1) + "U"));
        }
        vectors.add(key("code", "a coupon read as a key", coupon.replace("UPD", "")));
        vectors.add(key("code", "another vendor's", key.replace("MIKO", "ASTR")));
        vectors.add(key("code", "O in the prefix is no 0", key.replace("MIKO", "MIK0")));
        return vectors;
    }

    private static String lookAlikes(String text) {
        String latin = "ABEKMHOPCTYX";
        String cyrillic = "АВЕКМНОРСТУХ";
        return text.chars()
                .mapToObj(c -> latin.indexOf(c) < 0
                        ? Character.toString(c)
                        : cyrillic.substring(latin.indexOf(c), latin.indexOf(c) + 1))
                .collect(Collectors.joining());
    }

    private static String fullWidth(String text) {
        return text.chars()
                .mapToObj(c -> Character.toString(c == '-' ? c : c + 0xFEE0))
                .collect(Collectors.joining());
    }

    private static Vector key(String kind, String name, String typed) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("name", name);
        texts.put("key", kind);
        texts.put("typed", typed);
        if (kind.equals("code")) {
            texts.put("vendor", "MIKO");
        }
        try {
            texts.put("text", read(kind, typed));
        } catch (KeyTextException e) {
            texts.put("fault", "KEY");
        }
        return new Vector(texts);
    }

    /** The canonical text of what was typed. */
    static String read(String kind, String typed) throws KeyTextException {
        return switch (kind) {
            case "machine" -> MachineKeyText.parse(typed).toString();
            case "media" -> MediaKeyText.parse(typed).toString();
            default -> CodeText.parse(typed, "MIKO").text();
        };
    }

    private String license(String payload) {
        return text(miko.license(payload));
    }

    private String part(Algorithm algorithm) {
        return miko.part(algorithm, miko.header(algorithm, Purpose.LICENSE), PERMANENT.getBytes(UTF_8));
    }

    /** Good signatures over a payload whose last character holds bits that belong to nobody. */
    private String notCanonicalBase64() {
        String payload = Base64Url.encode("{\"a\":1}".getBytes(UTF_8));
        String other = payload.substring(0, payload.length() - 1) + (char) (payload.charAt(payload.length() - 1) + 1);
        return "{\"payload\":\"" + other + "\",\"signatures\":["
                + Arrays.stream(Algorithm.values())
                        .map(algorithm -> {
                            String header = Base64Url.encode(
                                    miko.header(algorithm, Purpose.LICENSE).getBytes(UTF_8));
                            byte[] signature = miko.sign(algorithm, (header + "." + other).getBytes(UTF_8));
                            return "{\"protected\":\"" + header + "\",\"signature\":\"" + Base64Url.encode(signature)
                                    + "\"}";
                        })
                        .collect(Collectors.joining(","))
                + "]}";
    }

    private static String text(byte[] file) {
        return new String(file, UTF_8);
    }

    private Vector document(String name, String file) {
        return document("license", name, file);
    }

    private Vector document(String kind, String name, String file) {
        return vector(kind, name, "document", file, () -> read(kind, file.getBytes(UTF_8), trust().keys()));
    }

    /** Reads a file of that kind. */
    static void read(String kind, byte[] file, KeyRing ring) throws LicenseFormatException {
        switch (Codes.parse(Purpose.class, kind)) {
            case LICENSE -> LicenseDocuments.read(file, ring);
            case CATALOGUE -> {
                SignedDocument signed = SignedDocument.verify(file, Purpose.CATALOGUE, ring);
                CatalogueEntries.parse(signed.payload(), signed.vendor());
            }
            case REVOCATION -> RevocationList.read(file, ring);
            case KEYS -> KeyAnnouncement.read(file, ring);
            case TIME_RECEIPT -> TimeReceipt.read(file, ring);
            case MANIFEST -> Manifest.read(file, ring);
            default -> throw new AssertionError("There are no vectors of the kind " + kind);
        }
    }

    private static Vector payload(String name, String payload) {
        return payload("license", name, payload);
    }

    private static Vector payload(String kind, String name, String payload) {
        return vector(kind, name, "payload", payload, () -> {
            if (kind.equals("license")) {
                LicenseDocuments.parse(payload.getBytes(UTF_8));
            } else {
                CatalogueEntries.parse(payload.getBytes(UTF_8), "MIKO");
            }
        });
    }

    private static Vector vector(String kind, String name, String member, String text, Reading reading) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("name", name);
        texts.put("kind", kind);
        texts.put(member, text);
        try {
            reading.read();
        } catch (LicenseFormatException e) {
            texts.put("fault", e.fault().name());
            texts.put("where", e.where());
        }
        return new Vector(texts);
    }

    /** What a reader says of a vector. */
    private interface Reading {
        void read() throws LicenseFormatException;
    }

    /** Every kind of fault that the documents and payloads show. */
    static Set<Fault> faults(List<Vector> vectors) {
        return vectors.stream()
                .filter(vector -> vector.texts().containsKey("fault"))
                .map(vector -> Fault.valueOf(vector.text("fault")))
                .collect(Collectors.toSet());
    }

    /** Not random at all. */
    private static final class Fixed extends SecureRandom {

        private static final long serialVersionUID = 1;

        @SuppressWarnings("serial") // never written anywhere
        private final Random random;

        Fixed(long seed) {
            random = new Random(seed);
        }

        @Override
        public void nextBytes(byte[] bytes) {
            random.nextBytes(bytes);
        }
    }
}
