using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace AlbEmulator.IdentityProviders;

/// <summary>
/// A piece of a page. What is put into it is encoded, unless it is a piece of a page itself; so no text of a request can
/// become an element.
/// </summary>
/// <param name="Text">Elements and encoded text.</param>
internal readonly record struct Html(string Text)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary><c>Html.Of($"&lt;p&gt;{anything}&lt;/p&gt;")</c></summary>
    public static Html Of(Piece piece) => piece.ToHtml();

    public static Html Join(IEnumerable<Html> pieces) => new(string.Join('\n', pieces.Select(static piece => piece.Text)));

    /// <summary>What the compiler makes of an interpolated string.</summary>
    [InterpolatedStringHandler]
    internal readonly struct Piece(int literalLength, int formattedCount)
    {
        private readonly StringBuilder _text = new(literalLength + (formattedCount * 32));

        public void AppendLiteral(string literal) => _text.Append(literal);

        public void AppendFormatted(string? text) => _text.Append(Encoder.Encode(text ?? ""));

        public void AppendFormatted(Html piece) => _text.Append(piece.Text);

        public Html ToHtml() => new(_text.ToString());
    }
}
