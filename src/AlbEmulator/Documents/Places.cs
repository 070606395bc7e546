using System.Globalization;
using AlbEmulator.Model;

namespace AlbEmulator.Documents;

/// <summary>Paths within a file, such as <c>LoadBalancers[0].Attributes["idle_timeout.timeout_seconds"]</c>.</summary>
internal static class Places
{
    public static string Property(string path, string name)
    {
        if (!name.All(IsPlain) || name.Length is 0 or > 64)
        {
            return $"{path}[{Quoted.Text(name)}]";
        }

        return path.Length == 0 ? name : $"{path}.{name}";
    }

    public static string Item(string path, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    private static bool IsPlain(char character) =>
        char.IsAsciiLetterOrDigit(character) || character is '_' or '$' or '-';
}
