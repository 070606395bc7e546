using System.Security.Cryptography;
using System.Text;

namespace AlbEmulator.Imports;

/// <summary>Names for what a source does not name, the same in every run.</summary>
internal static class GeneratedNames
{
    private const string Characters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int PartLength = 5;
    private const int HashLength = 12;

    /// <summary>As CloudFormation names what a template does not: <c>admin-LoadB-1EGHQRJIOLMF</c>.</summary>
    public static string OfStack(string stack, string logicalId) =>
        $"{Part(stack)}-{Part(logicalId)}-{Hash($"{stack}/{logicalId}")}";

    /// <summary>As CloudFormation names a stack within another: <c>shop-Network-1EGHQRJIOLMF</c>.</summary>
    public static string OfNestedStack(string parent, string logicalId) =>
        $"{parent}-{logicalId}-{Hash($"{parent}/{logicalId}")}";

    /// <summary>A name that begins as it is told to and fits into its 32 characters.</summary>
    public static string WithPrefix(string prefix, string distinction)
    {
        var hash = Hash(distinction);
        return prefix[..Math.Min(prefix.Length, Model.Bounds.LongestName - HashLength)] + hash;
    }

    /// <summary>The letters and digits of a text, with hyphens between its words; empty where it has none.</summary>
    public static string OfWords(string text) => string.Join('-', string
        .Concat(text.Select(character => char.IsAsciiLetterOrDigit(character) ? character : ' '))
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static string Part(string text) => text[..Math.Min(text.Length, PartLength)].TrimEnd('-');

    private static string Hash(string text)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        return string.Concat(bytes.Take(HashLength).Select(value => Characters[value % Characters.Length]));
    }
}
