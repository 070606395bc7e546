using System.Text.RegularExpressions;
using AlbEmulator.Documents;
using AlbEmulator.Model;

namespace AlbEmulator.Imports.CloudFormation;

/// <summary>
/// <c>{{resolve:ssm:/name}}</c>: values that AWS looks up, wherever they stand in a text. They may be given as parameters.
/// <see href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html"/>
/// </summary>
internal static partial class DynamicReferences
{
    /// <summary>How a given one begins.</summary>
    public const string Prefix = "resolve:";

    public static bool Has(string text) => text.Contains("{{resolve:", StringComparison.Ordinal);

    /// <summary>The text with what is given; not known where one is not.</summary>
    public static Node.Scalar Resolved(Evaluator evaluator, Node.Scalar scalar)
    {
        string? missing = null;
        var text = Reference().Replace(scalar.Text, match =>
        {
            var name = match.Groups["name"].Value;
            if (evaluator.Template.Stack.IsGiven(evaluator.Import.Settings, name, out var value))
            {
                return value;
            }

            missing ??= name;
            return match.Value;
        });
        return missing is null
            ? scalar with { Kind = ScalarKind.Quoted, Text = text }
            : Nodes.Unknown(
                scalar.Origin,
                $"{Quoted.Text(scalar.Text)} is resolved by AWS: give it a value, as --parameter "
                    + $"{Quoted.Sentence(evaluator.Template.Stack.OptionFor(missing))}=VALUE");
    }

    [GeneratedRegex(@"\{\{(?<name>resolve:[^{}]*)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex Reference();
}
