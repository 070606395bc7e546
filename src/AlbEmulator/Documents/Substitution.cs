using System.Text;
using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>
/// <c>${NAME}</c> and <c>${NAME:-default}</c> in the strings of a file are taken from the environment;
/// <c>$${</c> is a literal <c>${</c>. As in a shell, the default also stands for a variable that is empty.
/// </summary>
/// <param name="environment">The variables; null where what is read must not see them.</param>
/// <param name="problems">What was wrong is added here.</param>
internal sealed class Substitution(Func<string, string?>? environment, List<Problem> problems)
{
    private const int DeepestDefault = 8;
    private const string Escape = "Write $${ for a literal ${";

    /// <summary>A tree in which nothing is taken from the environment stays the same.</summary>
    public Node Apply(Node node) => !node.HasVariables ? node : node switch
    {
        Node.Mapping mapping => mapping with
        {
            Entries = [.. mapping.Entries.Select(entry => entry with { Value = Apply(entry.Value) })],
        },
        Node.Sequence sequence => sequence with { Items = [.. sequence.Items.Select(Apply)] },
        Node.Scalar scalar => Applied(scalar),
        _ => node,
    };

    private Node.Scalar Applied(Node.Scalar scalar)
    {
        var result = new StringBuilder();
        var position = 0;
        var problem = Expand(scalar.Text, ref position, result, depth: 0, use: true);
        if (problem is null)
        {
            return scalar with { Kind = ScalarKind.Quoted, Text = result.ToString() };
        }

        problems.Add(new Problem(scalar.Origin, problem));
        return scalar with { Kind = ScalarKind.Unknown };
    }

    /// <summary>
    /// Copies text up to its end or, within a default, up to its closing brace. Answers what is wrong.
    /// </summary>
    private string? Expand(string text, ref int position, StringBuilder result, int depth, bool use)
    {
        while (position < text.Length)
        {
            if (depth > 0 && text[position] == '}')
            {
                return null;
            }

            if (Follows(text, position, "$${"))
            {
                result.Append("${");
                position += 3;
            }
            else if (Follows(text, position, "${"))
            {
                if (Variable(text, ref position, result, depth, use) is { } problem)
                {
                    return problem;
                }
            }
            else
            {
                result.Append(text[position++]);
            }
        }

        return depth > 0 ? $"a ${{ has no closing brace. {Escape}" : null;
    }

    private string? Variable(string text, ref int position, StringBuilder result, int depth, bool use)
    {
        if (depth >= DeepestDefault)
        {
            return $"defaults are nested more than {DeepestDefault} deep";
        }

        var start = position + 2;
        position = start;
        while (position < text.Length && (char.IsAsciiLetterOrDigit(text[position]) || text[position] == '_'))
        {
            position++;
        }

        var name = text[start..position];
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            return $"${{ is not followed by the name of an environment variable. {Escape}";
        }

        if (environment is null)
        {
            return $"${{{name}}} is a variable of the emulator's environment, which files have and this has not: write the value. {Escape}";
        }

        var value = environment(name);
        if (Follows(text, position, ":-"))
        {
            position += 2;
            return Default(text, ref position, result, depth, use, value);
        }

        if (position >= text.Length || text[position] != '}')
        {
            return $"${{{name} is not followed by a closing brace or by :-default. {Escape}";
        }

        position++;
        if (value is null && use)
        {
            return $"the environment variable {name} is not set: set it, or write ${{{name}:-default}}";
        }

        result.Append(value);
        return null;
    }

    private string? Default(
        string text, ref int position, StringBuilder result, int depth, bool use, string? value)
    {
        var isDefaultUsed = string.IsNullOrEmpty(value);
        var fallback = new StringBuilder();
        if (Expand(text, ref position, fallback, depth + 1, use && isDefaultUsed) is { } problem)
        {
            return problem;
        }

        position++;
        _ = isDefaultUsed ? result.Append(fallback) : result.Append(value);
        return null;
    }

    private static bool Follows(string text, int position, string expected) =>
        text.AsSpan(position).StartsWith(expected, StringComparison.Ordinal);
}
