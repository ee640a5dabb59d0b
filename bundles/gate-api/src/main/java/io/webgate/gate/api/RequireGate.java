// SPDX-License-Identifier: Apache-2.0
package io.webgate.gate.api;

import org.osgi.annotation.bundle.Requirement;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a bundle a plugin (R50): writes its requirement of the gate into the manifest. */
@Requirement(namespace = GateNames.HOST_NAMESPACE, filter = "(&(version>=1.0)(!(version>=2.0)))")
@Retention(RetentionPolicy.CLASS)
@Target({ElementType.TYPE, ElementType.PACKAGE})
public @interface RequireGate {}
