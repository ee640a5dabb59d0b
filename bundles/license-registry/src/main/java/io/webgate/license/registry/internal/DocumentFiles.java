// SPDX-License-Identifier: Apache-2.0
package io.webgate.license.registry.internal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What the registry does with files; an interface so that tests can fill a disk without filling one. */
interface DocumentFiles {

    /**
     * The files {@code *.lic} of a folder, in no order; not those of its subfolders.
     *
     * @throws java.nio.file.NoSuchFileException when the folder is not there
     * @throws IOException when it can't be read
     */
    List<Found> list(Path folder) throws IOException;

    /** One file of a folder as {@link #list} would tell of it; empty where it would not. */
    Optional<Found> find(Path file);

    /** The bytes of a file, at most {@code most}. */
    byte[] read(Path file, int most) throws IOException;

    /**
     * The bytes of a file that was found, at most {@code most}. What is added to it meanwhile may be among them or not: it
     * is not the file that was found any more, and whoever looks again sees that.
     */
    byte[] read(Found found, int most) throws IOException;

    /**
     * Writes a file so that after the return it survives a crash, and at no moment is there half of it. Makes missing
     * folders. When it throws nothing has changed.
     */
    void write(Path file, byte[] bytes) throws IOException;

    /**
     * Writes a file, readable for its owner alone, in the place of the one that is there; at no moment is there half of it
     * or none. Makes missing folders. When it throws the old one may still be there.
     */
    void replace(Path file, byte[] bytes) throws IOException;

    /**
     * Adds to the end of a file that is there; after the return it survives a crash.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such file
     * @throws IOException when it can't be written; a part of it may be there then, as after a crash
     */
    void append(Path file, byte[] bytes) throws IOException;

    /** Moves a file, durably; makes missing folders; replaces nothing. */
    void move(Path from, Path to) throws IOException;

    /** Deletes a file if it is there. */
    void delete(Path file) throws IOException;

    /** Whether there is such a file. */
    boolean exists(Path file);

    /**
     * A file, with everything that tells without reading it whether it has changed.
     *
     * @param size -1 where it can't be looked at
     * @param key the file's identity on its file system: another file moved in its place has another one
     */
    record Found(Path path, long size, Instant modified, Object key) {}
}
