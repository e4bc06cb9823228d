// Reads pods as a JSON array, gives them Dapr's sidecar as Dapr's injector would, and writes what PodSecurity
// `restricted` refuses of each: nothing, if the API server would take it. The environment is that of the injector's
// container in Dapr's chart.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strconv"

	"github.com/dapr/dapr/pkg/injector/consts"
	"github.com/dapr/dapr/pkg/injector/patcher"
	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

// checked is a pod as it comes to the API server's admission.
type checked struct {
	Pod     *corev1.Pod `json:"pod"`
	Refused []string    `json:"refused"`
}

func flag(name string) bool {
	value, err := strconv.ParseBool(os.Getenv(name))
	if err != nil {
		log.Fatalf("%s is not yes or no: %v", name, err)
	}
	return value
}

// inject returns the pod with the sidecar that its annotations ask for.
func inject(pod *corev1.Pod) (*corev1.Pod, error) {
	sidecar := patcher.NewSidecarConfig(pod)
	sidecar.Mode = consts.ModeKubernetes
	sidecar.Namespace = pod.Namespace
	sidecar.MTLSEnabled = true
	sidecar.SchedulerEnabled = true
	sidecar.SidecarImage = os.Getenv("SIDECAR_IMAGE")
	sidecar.RunAsNonRoot = flag("SIDECAR_RUN_AS_NON_ROOT")
	sidecar.ReadOnlyRootFilesystem = flag("SIDECAR_READ_ONLY_ROOT_FILESYSTEM")
	sidecar.SidecarDropALLCapabilities = flag("SIDECAR_DROP_ALL_CAPABILITIES")
	sidecar.EnableNativeSidecar = flag("NATIVE_SIDECAR_ENABLED")
	sidecar.SetFromPodAnnotations()
	patch, err := sidecar.GetPatch()
	if err != nil || len(patch) == 0 {
		return pod, err
	}
	before, err := json.Marshal(pod)
	if err != nil {
		return nil, err
	}
	after, err := patch.Apply(before)
	if err != nil {
		return nil, err
	}
	patched := &corev1.Pod{}
	return patched, json.Unmarshal(after, patched)
}

func run() error {
	var pods []*corev1.Pod
	if err := json.NewDecoder(os.Stdin).Decode(&pods); err != nil {
		return err
	}
	evaluator, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		return err
	}
	restricted := api.LevelVersion{Level: api.LevelRestricted, Version: api.LatestVersion()}
	results := []checked{}
	for _, pod := range pods {
		injected, err := inject(pod)
		if err != nil {
			return fmt.Errorf("%s: %w", pod.Name, err)
		}
		result := checked{Pod: injected, Refused: []string{}}
		for _, check := range evaluator.EvaluatePod(restricted, &injected.ObjectMeta, &injected.Spec) {
			if !check.Allowed {
				result.Refused = append(result.Refused, check.ForbiddenReason+": "+check.ForbiddenDetail)
			}
		}
		results = append(results, result)
	}
	return json.NewEncoder(os.Stdout).Encode(results)
}

func main() {
	if err := run(); err != nil {
		log.Fatal(err)
	}
}
