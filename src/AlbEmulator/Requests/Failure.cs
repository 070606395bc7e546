using System.Text;
using AlbEmulator.Machine;

namespace AlbEmulator.Requests;

/// <summary>
/// Why a request failed. It is made when that has happened, never before. A target's own answer is no failure, whatever its
/// status, and neither is what a rule's fixed-response or redirect says.
/// </summary>
internal sealed class Failure
{
    /// <summary>Characters of a cause at most.</summary>
    public const int LongestCause = 300;

    private static readonly string[] Names = [.. Enum.GetNames<CauseCode>().Select(Dashed)];

    /// <param name="code">Which kind it is.</param>
    /// <param name="cause">A short sentence, without a full stop.</param>
    public Failure(CauseCode code, string cause) => (Code, Cause) = (code, Printable.Of(cause, LongestCause));

    public CauseCode Code { get; }

    /// <summary>As it is told: <c>target-refused</c>.</summary>
    public string CodeName => NameOf(Code);

    /// <summary>A short sentence in printable ASCII, on one line, of <see cref="LongestCause"/> characters at most.</summary>
    public string Cause { get; }

    /// <summary>Whether it is the chosen target that failed, and not the client, the rule or the target group.</summary>
    public bool IsOfTarget => Code <= CauseCode.TargetFailed;

    public static string NameOf(CauseCode code) => Names[(int)code];

    private static string Dashed(string name)
    {
        var dashed = new StringBuilder();
        foreach (var character in name)
        {
            if (char.IsAsciiLetterUpper(character) && dashed.Length > 0)
            {
                dashed.Append('-');
            }

            dashed.Append(char.ToLowerInvariant(character));
        }

        return dashed.ToString();
    }
}
