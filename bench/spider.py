"""The bench's scrapy spider: follows every address of the start page's host, asks for the others once."""
import json

import scrapy
from scrapy.http import HtmlResponse


class Spider(scrapy.Spider):
    name = "bench"
    custom_settings = {
        "CONCURRENT_REQUESTS": 10,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 10,
        "ROBOTSTXT_OBEY": False,
        "RETRY_ENABLED": False,
        "TELNETCONSOLE_ENABLED": False,
        "HTTPERROR_ALLOW_ALL": True,
    }

    def __init__(self, start, **rest):
        super().__init__(**rest)
        self.begin, self.pages, self.asked, self.dead = start, 0, set(), []

    def ask(self, url):
        self.asked.add(url)
        return scrapy.Request(url, self.parse, errback=self.failed, cb_kwargs={"asked": url})

    def start_requests(self):
        yield self.ask(self.begin)

    async def start(self):
        yield self.ask(self.begin)

    def failed(self, failure):
        self.dead.append(failure.request.cb_kwargs["asked"])

    def parse(self, response, asked):
        if response.status >= 300:
            self.dead.append(asked)
        elif isinstance(response, HtmlResponse) and response.url.startswith(self.begin):
            self.pages += 1
            for raw in response.xpath("//@href | //@src").getall():
                url = response.urljoin(raw).split("#")[0]
                if url.startswith("http") and url not in self.asked:
                    yield self.ask(url)

    def closed(self, reason):
        print(json.dumps({"pages": self.pages, "addresses": len(self.asked), "dead": self.dead}))
