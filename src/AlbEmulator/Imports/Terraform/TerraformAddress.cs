using System.Text.RegularExpressions;

namespace AlbEmulator.Imports.Terraform;

/// <summary>
/// The parts of addresses and references.
/// <see href="https://developer.hashicorp.com/terraform/cli/state/resource-addressing"/>
/// </summary>
internal static partial class TerraformAddress
{
    public static MatchCollection Modules(string address) => ModuleStep().Matches(address);

    /// <summary><c>aws_lb.this[0].arn</c>; no match where a reference is not to a resource.</summary>
    public static Match Resource(string reference) => ResourceReference().Match(reference);

    /// <summary><c>module.alb["a"].listener_arn</c>.</summary>
    public static Match Output(string reference) => OutputReference().Match(reference);

    /// <summary><c>var.listener_arn</c>.</summary>
    public static Match Variable(string reference) => VariableReference().Match(reference);

    [GeneratedRegex("""(^|\.)module\.(?<name>[\w-]+)(?<index>\[("[^"]*"|\d+)\])?""", RegexOptions.ExplicitCapture)]
    private static partial Regex ModuleStep();

    [GeneratedRegex("""^(?<type>aws_\w+)\.(?<name>[\w-]+)(?<index>\[("[^"]*"|\d+)\])?(?<rest>\..*)?$""", RegexOptions.ExplicitCapture)]
    private static partial Regex ResourceReference();

    [GeneratedRegex("""^module\.(?<name>[\w-]+)(?<index>\[("[^"]*"|\d+)\])?\.(?<output>[\w-]+)""", RegexOptions.ExplicitCapture)]
    private static partial Regex OutputReference();

    [GeneratedRegex(@"^var\.(?<name>[\w-]+)", RegexOptions.ExplicitCapture)]
    private static partial Regex VariableReference();
}
