using System.Globalization;
using System.Text;
using System.Xml;

namespace AlbEmulator.AwsApis.Query;

/// <summary>XML as AWS's services write it: elements and text, no attributes but the namespace, no white space.</summary>
internal sealed class QueryXml
{
    private const string ContentType = "text/xml";

    private readonly StringBuilder _text = new();

    /// <summary>The outermost element, with a namespace or without.</summary>
    public QueryXml Root(string name, string? xmlns, Action<QueryXml> content)
    {
        _text.Append('<').Append(name).Append(xmlns is null ? "" : $" xmlns=\"{xmlns}\"").Append('>');
        content(this);
        _text.Append("</").Append(name).Append('>');
        return this;
    }

    public void Element(string name, Action<QueryXml> content)
    {
        _text.Append('<').Append(name).Append('>');
        content(this);
        _text.Append("</").Append(name).Append('>');
    }

    /// <summary>An element with text; none where there is no text.</summary>
    public void Text(string name, string? text)
    {
        if (text is not null)
        {
            _text.Append('<').Append(name).Append('>');
            Escape(text);
            _text.Append("</").Append(name).Append('>');
        }
    }

    public void Number(string name, long? number) => Text(name, number?.ToString(CultureInfo.InvariantCulture));

    public void Flag(string name, bool? flag) => Text(name, flag is { } value ? value ? "true" : "false" : null);

    /// <summary>To the millisecond, as <c>2016-03-25T21:26:12.920Z</c>.</summary>
    public void Time(string name, DateTimeOffset time) =>
        Text(name, time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));

    /// <summary>A list, each item in an element of its own: <c>member</c>, or with EC2 <c>item</c>.</summary>
    public void List<T>(string name, IEnumerable<T> items, Action<QueryXml, T> content, string item = "member") =>
        Element(name, list =>
        {
            foreach (var one in items)
            {
                list.Element(item, xml => content(xml, one));
            }
        });

    /// <summary>A list of texts.</summary>
    public void List(string name, IEnumerable<string> texts, string item = "member") =>
        Element(name, list =>
        {
            foreach (var text in texts)
            {
                list.Text(item, text);
            }
        });

    /// <summary>A map of texts: an <c>entry</c> for each, with <c>key</c> and <c>value</c>.</summary>
    public void Map(string name, IEnumerable<(string Key, string Value)> entries) =>
        List(
            name,
            entries,
            (xml, entry) =>
            {
                xml.Text("key", entry.Key);
                xml.Text("value", entry.Value);
            },
            item: "entry");

    public IResult Answer(int statusCode) => Results.Text(_text.ToString(), ContentType, Encoding.UTF8, statusCode);

    /// <summary>What XML cannot hold becomes U+FFFD.</summary>
    private void Escape(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], character))
            {
                _text.Append(character).Append(text[++i]);
                continue;
            }

            _ = character switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                // A parser would make a line feed of it.
                '\r' => _text.Append("&#xD;"),
                _ => _text.Append(XmlConvert.IsXmlChar(character) ? character : '\uFFFD'),
            };
        }
    }
}
