using AlbEmulator.Model;
using AlbEmulator.Requests;

namespace AlbEmulator.Rules.Transforms;

/// <summary>
/// The transforms of a rule, ready to be done after the rule was chosen.
/// <see href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/rule-transforms.html"/>
/// </summary>
internal sealed class CompiledTransforms(IReadOnlyList<Transform> transforms)
{
    /// <summary>Null where there is nothing to transform.</summary>
    public static CompiledTransforms? Compile(IReadOnlyList<Transform> transforms) => transforms.Count == 0
        ? null
        : throw new InvalidOperationException("A transform cannot be compiled.");

    /// <summary>Writes what is sent on to the note pad; false when a pattern matched and could not be carried out.</summary>
    public bool TryApply(AlbRequest request) => transforms.Count > 0 && request.TransformStatus is null;
}
