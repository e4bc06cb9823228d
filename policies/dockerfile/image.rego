# An image is built from known bases, runs nothing but its program, and as nobody in particular.
package dockerfile.image

last_stage := max([line.Stage | some line in input])

lines(cmd) := [line | some line in input; line.Cmd == cmd]

# Arguments above the first stage, the only ones that FROM sees.
arguments[name] := value if {
	some line in lines("arg")
	[name, value] := split(line.Value[0], "=")
	not from_before(line)
}

from_before(line) if {
	some i, one in input
	one == line
	some j, other in input
	other.Cmd == "from"
	j < i
}

deny contains msg if {
	some line in lines("from")
	count(regex.find_all_string_submatch_n(`^\$\{(\w+)\}$`, line.Value[0], 1)) == 0
	msg := sprintf("FROM %s: the base is not an argument", [line.Value[0]])
}

deny contains msg if {
	some line in lines("from")
	some [_, name] in regex.find_all_string_submatch_n(`^\$\{(\w+)\}$`, line.Value[0], 1)
	not regex.match(`^[\w./-]+:[\w.-]+@sha256:[0-9a-f]{64}$`, object.get(arguments, name, ""))
	msg := sprintf("ARG %s: the base has no tag with a digest by default", [name])
}

# Kubernetes can only tell of a number that it is not root.
deny contains msg if {
	users := [line.Value[0] | some line in input; line.Cmd == "user"; line.Stage == last_stage]
	not regex.match(`^[1-9][0-9]*:[1-9][0-9]*$`, array.concat(["root"], users)[count(users)])
	msg := "USER: the last stage ends as root, or as a user without a number"
}

# The base of the last stage has no shell.
allowed := {"from", "arg", "label", "copy", "workdir", "user", "entrypoint", "comment"}

deny contains msg if {
	some line in input
	line.Stage == last_stage
	not line.Cmd in allowed
	msg := sprintf("%s: the last stage runs nothing, and sets nothing that a release could not change", [upper(line.Cmd)])
}

deny contains msg if {
	some line in input
	line.Cmd in {"run", "cmd", "entrypoint"}
	not line.JSON
	msg := sprintf("%s: it needs a shell: write a list", [upper(line.Cmd)])
}

deny contains msg if {
	some line in lines("add")
	msg := sprintf("ADD %s: it may come from anywhere: use COPY", [line.Value[0]])
}

deny contains msg if {
	some line in lines("copy")
	line.Stage == last_stage
	not copies_stage(line)
	msg := sprintf("COPY %s: it does not come from a stage of this build", [line.Value[0]])
}

copies_stage(line) if {
	some flag in line.Flags
	startswith(flag, "--from=")
}

# Whatever is in an argument is in the history of the image.
deny contains msg if {
	some line in input
	line.Cmd in {"arg", "env"}
	some value in line.Value
	regex.match(`(?i)(password|secret|token|api_?key)`, value)
	msg := sprintf("%s %s: secrets do not belong into an image", [upper(line.Cmd), value])
}

deny contains msg if {
	some label in {"title", "version", "revision", "licenses"}
	labels := concat(" ", [value | some line in lines("label"); some value in line.Value])
	not contains(labels, sprintf("org.opencontainers.image.%s", [label]))
	msg := sprintf("LABEL: org.opencontainers.image.%s is missing", [label])
}
