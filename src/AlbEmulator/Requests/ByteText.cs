using System.Text;
using System.Text.Unicode;

namespace AlbEmulator.Requests;

/// <summary>
/// Text on its way between HTTP, where each character stands for one byte, and JSON, which has UTF-8.
/// </summary>
internal static class ByteText
{
    /// <summary>Whether the bytes that the characters stand for are UTF-8.</summary>
    public static bool IsUtf8(string latin1) =>
        Ascii.IsValid(latin1) || Utf8.IsValid(Encoding.Latin1.GetBytes(latin1));

    /// <summary>The text of bytes that are UTF-8.</summary>
    public static string FromBytes(string latin1) =>
        Ascii.IsValid(latin1) ? latin1 : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(latin1));

    /// <summary>The bytes of a text in UTF-8, each as a character.</summary>
    public static string ToBytes(string text) =>
        Ascii.IsValid(text) ? text : Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
