// SPDX-License-Identifier: Apache-2.0
package io.webgate.vendor.issuing;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.webgate.license.api.LicenseId;
import io.webgate.license.api.LocalizedText;
import io.webgate.license.format.Algorithm;
import io.webgate.license.format.KeyAnnouncement;
import io.webgate.license.format.KeyRing;
import io.webgate.license.format.LicenseFormatException;
import io.webgate.license.format.Purpose;
import io.webgate.license.format.RevocationList;
import io.webgate.license.format.SignedDocument;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * What a vendor's folder remembers besides keys (R11, R12): everything that was ever revoked, with the number of the last
 * list, and every announcement of keys. What is to be said next is written durably first and signed afterwards, so that
 * after a crash at any moment the next statement holds everything and has a higher number; a number may be left out, none
 * is used twice. Two commands at the same moment wait for each other. For one vendor on one machine.
 */
public final class VendorRecords {

    private static final String STATE = "revocations.json";
    private static final String LIST = "revocations.jws";
    private static final String ANNOUNCEMENTS = "announcements";
    private static final String FORMAT = "1";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private static final ReentrantLock HERE = new ReentrantLock();

    private final Path dir;

    /** @param dir a vendor's key folder */
    public VendorRecords(Path dir) {
        this.dir = dir;
    }

    /**
     * What is revoked.
     *
     * @param number of the last list, 0 where there was none
     * @param licenses documents
     * @param keys key ids
     */
    public record Revoked(long number, SortedSet<LicenseId> licenses, SortedSet<String> keys) {

        public Revoked {
            licenses = new TreeSet<>(licenses);
            keys = new TreeSet<>(keys);
        }
    }

    /** What is revoked so far; asks for no key. */
    public Revoked revoked() throws IOException {
        Path file = dir.resolve(STATE);
        if (!Files.exists(file)) {
            if (Files.exists(dir.resolve(LIST))) {
                throw new VendorFileException(new LocalizedText(
                        file + " is missing, but a list was issued. Restore the folder from a backup.",
                        file + " отсутствует, хотя список уже выпускался. Восстановите папку из резервной копии."));
            }
            return new Revoked(0, new TreeSet<>(), new TreeSet<>());
        }
        try {
            JsonObject root = JsonParser.parseString(Files.readString(file)).getAsJsonObject();
            if (!root.get("format").getAsString().equals(FORMAT)) {
                throw new VendorFileException(new LocalizedText(
                        file + " was written by another version. Use that one, or a newer one.",
                        file + " записан другой версией. Возьмите её или более новую."));
            }
            SortedSet<LicenseId> licenses = new TreeSet<>();
            for (JsonElement id : root.getAsJsonArray("licenses")) {
                licenses.add(new LicenseId(id.getAsString()));
            }
            SortedSet<String> keys = new TreeSet<>();
            for (JsonElement kid : root.getAsJsonArray("keys")) {
                keys.add(kid.getAsString());
            }
            return new Revoked(root.get("number").getAsLong(), licenses, keys);
        } catch (JsonParseException | IllegalStateException | IllegalArgumentException | NullPointerException e) {
            throw new VendorFileException(
                    new LocalizedText(
                            file + " is damaged. Restore the folder from a backup.",
                            file + " повреждён. Восстановите папку из резервной копии."),
                    e);
        }
    }

    /**
     * Revokes documents and keys, for good, and issues the list that says so; with nothing to revoke it renews the list.
     *
     * @param nextUpdate when the next list is due, after {@code now}
     * @return the signed list, which is also kept for {@link #toAttach}
     * @throws IllegalArgumentException when a key is not one of this vendor, or still signs: it must be rotated first
     * @throws VendorFileException when less is remembered than the last list says
     */
    public byte[] revoke(VendorKeys keys, Set<LicenseId> licenses, Set<String> kids, Instant now, Instant nextUpdate)
            throws IOException {
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        kids.forEach(kid -> requireRevocable(keys, kid, at));
        return alone(() -> {
            Revoked before = revoked();
            requireWhole(before, keys);
            SortedSet<LicenseId> allLicenses = new TreeSet<>(before.licenses());
            allLicenses.addAll(licenses);
            SortedSet<String> allKeys = new TreeSet<>(before.keys());
            allKeys.addAll(kids);
            var list = new RevocationList(
                    keys.prefix(),
                    before.number() + 1,
                    at,
                    nextUpdate.truncatedTo(ChronoUnit.SECONDS),
                    allLicenses,
                    allKeys);
            DurableFile.replace(dir.resolve(STATE), json(new Revoked(list.number(), allLicenses, allKeys)));
            byte[] file = new StatementIssuer(keys).issue(list);
            DurableFile.replace(dir.resolve(LIST), file);
            return file;
        });
    }

    /**
     * What is remembered is held against the last list, which is signed: whoever edits the one and can't sign would else
     * have the vendor himself take back with his next list what he has revoked.
     */
    private void requireWhole(Revoked remembered, VendorKeys keys) throws IOException {
        Path file = dir.resolve(LIST);
        if (!Files.isRegularFile(file)) {
            return;
        }
        RevocationList last;
        try {
            // With every key that there ever was: the one that signed it may be revoked by now
            last = RevocationList.read(
                    Files.readAllBytes(file),
                    KeyRing.of(keys.secrets().stream().map(SecretKey::trusted).toList()));
        } catch (LicenseFormatException e) {
            throw new VendorFileException(
                    new LocalizedText(
                            file + " does not verify (" + e.text().english() + "). Restore the folder from a backup.",
                            file + " не проходит проверку (" + e.text().russian()
                                    + "). Восстановите папку из резервной копии."),
                    e);
        }
        if (last.number() > remembered.number()
                || !remembered.licenses().containsAll(last.licenses())
                || !remembered.keys().containsAll(last.keys())) {
            throw new VendorFileException(new LocalizedText(
                    dir.resolve(STATE) + " holds less than the signed list " + last.number() + " in " + file
                            + ". Restore the folder from a backup, and find out who could write there.",
                    "В " + dir.resolve(STATE) + " меньше, чем в подписанном списке № " + last.number() + " из " + file
                            + ". Восстановите папку из резервной копии и выясните, кто мог туда писать."));
        }
    }

    private static void requireRevocable(VendorKeys keys, String kid, Instant at) {
        SecretKey key = known(keys, kid);
        if (!keys.revoked().contains(kid)
                && key.trusted().until().filter(end -> !end.isAfter(at)).isEmpty()) {
            throw new VendorRefusal(
                    "Key " + kid + " still signs. First: webgate vendor rotate --compromised " + kid,
                    "Ключ " + kid + " ещё подписывает. Сначала: webgate vendor rotate --compromised " + kid);
        }
    }

    private static SecretKey known(VendorKeys keys, String kid) {
        String typed = LocalizedText.quotable(kid);
        return keys.secrets().stream()
                .filter(secret -> secret.trusted().kid().equals(kid))
                .findFirst()
                .orElseThrow(() -> new VendorRefusal(
                        "Vendor " + keys.prefix() + " has no key " + typed + ". Its keys stand in keys.json.",
                        "У поставщика " + keys.prefix() + " нет ключа " + typed
                                + ". Его ключи перечислены в keys.json."));
    }

    private static byte[] json(Revoked revoked) {
        var root = new JsonObject();
        root.addProperty("format", FORMAT);
        root.addProperty("number", revoked.number());
        var licenses = new JsonArray();
        revoked.licenses().forEach(id -> licenses.add(id.value()));
        root.add("licenses", licenses);
        var keys = new JsonArray();
        revoked.keys().forEach(keys::add);
        root.add("keys", keys);
        return (GSON.toJson(root) + "\n").getBytes(UTF_8);
    }

    /**
     * A change of keys.
     *
     * @param purposes which get a new pair; none: what is known is announced anew
     * @param retires when the keys before end
     * @param compromised key ids whose signatures are worth nothing from now on
     * @param announced false where hosts get the keys with a new distribution only
     */
    public record Rotation(Set<Purpose> purposes, Instant retires, Set<String> compromised, boolean announced) {

        public Rotation {
            purposes = Set.copyOf(purposes);
            compromised = Set.copyOf(compromised);
        }
    }

    /**
     * Changes the vendor's keys and announces that (R12), signed by a key that was in force before. The keys are kept
     * first; an announcement that was not written after a crash is made good by rotating nothing.
     *
     * @param passphrase asked once, where the folder's secrets are sealed
     * @return the signed announcement; empty where it was not wanted
     * @throws IllegalArgumentException when a key is not one of this vendor, or the time is over already
     * @throws NoSignerException when the one key that could sign the announcement is the compromised one
     */
    public Optional<byte[]> rotate(Supplier<Passphrase> passphrase, Rotation rotation, Instant now, SecureRandom random)
            throws IOException {
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        Instant retires = rotation.retires().truncatedTo(ChronoUnit.SECONDS);
        if (!retires.isAfter(at)) {
            throw new VendorRefusal(
                    "The keys before would end " + retires + ", which is not after " + at + ". Name a later time.",
                    "Прежние ключи закончились бы " + retires + ", а это не позже " + at
                            + ". Укажите более позднее время.");
        }
        return alone(() -> {
            boolean sealed = KeyFolder.stored(dir).isSealed();
            Passphrase words = sealed ? passphrase.get() : Passphrase.of("");
            VendorKeys before = VendorKeys.open(dir, () -> words);
            rotation.compromised().forEach(kid -> known(before, kid));
            VendorKeys after = before.rotated(rotation.purposes(), at, retires, rotation.compromised(), random);
            if (rotation.announced()) {
                requireKnownSigner(before, after, at);
            }
            KeyFolder.replace(dir, after, sealed ? Optional.of(new StoredKeys.Seal(words, random)) : Optional.empty());
            if (!rotation.announced()) {
                return Optional.empty();
            }
            byte[] file = new StatementIssuer(after).issue(after.announcement(at));
            Path folder = dir.resolve(ANNOUNCEMENTS);
            if (!Files.isDirectory(folder)) {
                Files.createDirectory(folder, DurableFile.mode(dir, "rwx------"));
                DurableFile.force(dir);
            }
            DurableFile.replace(folder.resolve("%06d.jws".formatted(after.announcements())), file);
            return Optional.of(file);
        });
    }

    private static void requireKnownSigner(VendorKeys before, VendorKeys after, Instant at) {
        for (Algorithm algorithm : Algorithm.values()) {
            String kid = after.secret(Purpose.KEYS, algorithm, at).trusted().kid();
            if (before.secrets().stream()
                    .noneMatch(secret -> secret.trusted().kid().equals(kid))) {
                throw new NoSignerException(before.prefix());
            }
        }
    }

    /**
     * What a new licence should carry along, in the order in which hosts must read it: announcements of keys, of each
     * signing key the last, so that also a host that knows only the first of them can follow; then the revocation list.
     * What the vendor's present keys do not verify is left out.
     *
     * @param ring the vendor's present keys
     */
    public List<byte[]> toAttach(KeyRing ring) throws IOException {
        Map<List<String>, byte[]> lastOfSigner = new LinkedHashMap<>();
        for (Path file : announcements()) {
            byte[] announcement = Files.readAllBytes(file);
            signers(announcement, ring).ifPresent(kids -> {
                lastOfSigner.remove(kids);
                lastOfSigner.put(kids, announcement);
            });
        }
        List<byte[]> attached = new ArrayList<>(lastOfSigner.values());
        currentList(ring).ifPresent(list -> attached.add(list.file()));
        return attached;
    }

    /** Empty where it was signed by a key that was revoked since: nobody would believe it. */
    private static Optional<List<String>> signers(byte[] announcement, KeyRing ring) {
        try {
            KeyAnnouncement.read(announcement, ring);
            return Optional.of(
                    SignedDocument.verify(announcement, Purpose.KEYS, ring).kids());
        } catch (LicenseFormatException e) {
            return Optional.empty();
        }
    }

    /**
     * The list that was issued last.
     *
     * @param file as it was signed
     */
    @SuppressWarnings("ArrayRecordComponent") // only handed on
    public record CurrentList(RevocationList list, byte[] file) {}

    /**
     * The last list; empty where there is none, or its key was revoked since.
     *
     * @throws IOException when what was revoked last is in no list: a command was interrupted and must be repeated
     */
    public Optional<CurrentList> currentList(KeyRing ring) throws IOException {
        Revoked state = revoked();
        Optional<CurrentList> current = Optional.empty();
        if (Files.exists(dir.resolve(LIST))) {
            byte[] file = Files.readAllBytes(dir.resolve(LIST));
            try {
                current = Optional.of(new CurrentList(RevocationList.read(file, ring), file));
            } catch (LicenseFormatException e) {
                return Optional.empty();
            }
        }
        if (current.map(list -> list.list().number()).orElse(0L) != state.number()) {
            throw new VendorFileException(new LocalizedText(
                    "Revocation list " + state.number()
                            + " was begun and not finished. Issue it again: webgate vendor revoke --out FILE",
                    "Список отозванных № " + state.number()
                            + " начат и не закончен. Выпустите его снова: webgate vendor revoke --out FILE"));
        }
        return current;
    }

    private List<Path> announcements() throws IOException {
        Path folder = dir.resolve(ANNOUNCEMENTS);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jws"))
                    .sorted()
                    .toList();
        }
    }

    private interface Work<T> {
        T run() throws IOException;
    }

    /** One command at a time changes what is remembered. */
    private <T> T alone(Work<T> work) throws IOException {
        if (!Files.isDirectory(dir)) {
            throw new VendorFileException(new LocalizedText(
                    "There is no vendor's folder " + dir + ". Name one, or make it: webgate vendor init",
                    "Папки поставщика " + dir + " нет. Укажите существующую или создайте: webgate vendor init"));
        }
        Path lock = dir.resolve(".lock");
        HERE.lock(); // the file's lock is held by the whole process
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var held = channel.lock()) {
            if (!held.isValid()) {
                throw new VendorFileException(new LocalizedText(
                        lock + " can't be locked. Look who holds it.",
                        lock + ": блокировка не удалась. Проверьте, кто держит файл."));
            }
            return work.run();
        } finally {
            HERE.unlock();
        }
    }
}
