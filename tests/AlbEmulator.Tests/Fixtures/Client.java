import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** What Java's HttpClient makes of a load balancer, as it comes: it offers HTTP/2 with each first request. Arguments: its URL. Goes on behind "idle" when a line comes. */
public class Client {
    private static final HttpClient CLIENT = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();

    public static void main(String[] arguments) throws Exception {
        var url = URI.create(arguments[0]);
        for (var i = 0; i < 20; i++) {
            tell("get", HttpRequest.newBuilder(URI.create(url + "?a=b%20c")));
        }

        tell("head", HttpRequest.newBuilder(url).method("HEAD", BodyPublishers.noBody()));
        tell("post", HttpRequest.newBuilder(url).POST(BodyPublishers.ofByteArray(new byte[100_000])));
        tell("chunked", HttpRequest.newBuilder(url).POST(
            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[50_000]))));
        tell("continued", HttpRequest.newBuilder(url).expectContinue(true).POST(BodyPublishers.ofByteArray(new byte[10])));
        System.out.println("idle");
        System.in.read();
        tell("late", HttpRequest.newBuilder(url));
    }

    private static void tell(String what, HttpRequest.Builder request) throws Exception {
        var response = CLIENT.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
        System.out.println(what + " " + response.statusCode() + " " + response.body());
    }
}
