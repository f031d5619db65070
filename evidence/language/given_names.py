"""Given names that are one name in several languages; one line each, its first word names the line.

Only names that a civil registry or a consulate exchanges for each other stand together; pet names only where documents
use them. Read through `fold`, so one spelling for each sound is enough and endings need not be listed.
"""

from __future__ import annotations

from typing import Final

MEN: Final = """
alexander Аляксандр Алесь Александр Олександр Aleksander Aleksandras Alexander Alex Саша
alexius Аляксей Алексей Олексій Aleksy Aleksiejus Alexey Alexei Aliaksei
anatole Анатоль Анатолий Анатолій Anatol Anatolijus Anatoly
andrew Андрэй Андрей Андрій Andrzej Andrius Andrew
anthony Антон Антоний Antoni Antanas Anthony
arthur Артур Артурас Arthur Artūras
artemius Арцём Артём Артем Артемий Artiom Artem Artsiom Artemijus
basil Васіль Василий Василь Wasyl Bazyli Vasilijus Basil Vasil
boris Барыс Борис Borys Borisas
bronislaus Браніслаў Бронислав Броніслав Bronisław Bronislovas
constantine Канстанцін Константин Костянтин Konstanty Konstantinas Constantine
cyril Кірыл Кирилл Кирило Cyryl Kirilas Cyril
daniel Даніэль Даніла Данила Даниил Данило Daniel Danielius
demetrius Дзмітры Зміцер Дмитрий Дмитро Dymitr Dmytro Dmitrijus Dmitry Zmicier
denis Дзяніс Денис Denys Denis Dzianis Denisas Dionizy
edward Эдуард Едуард Edward Eduardas
eugene Яўген Яўгеній Евгений Євген Євгеній Eugeniusz Eugenijus Eugene Evgeny Yauhen
felix Фелікс Феликс Felix Feliks Feliksas
gabriel Габрыэль Гавриил Гаврило Gabriel Gabrielius
george Юрый Юрась Георгій Георгий Юрий Юрій Jerzy Jurgis George Jury Heorhi
gleb Глеб Гліб Hleb Gleb Glebas
gregory Рыгор Григорий Григорій Grzegorz Grigorijus Gregory Ryhor
ignatius Ігнат Игнат Игнатий Гнат Ignacy Ignas Ignatius
igor Ігар Игорь Ігор Igor Igoris Ihar
ilya Ілья Илья Ілля Eliasz Ilja Elijah Illia
james Якуб Якаў Яков Яків Jakub Jakovas Jokūbas Jacob James
john Ян Іван Янка Иван Jan Jonas John Ivan Ioannes Ivanas
joseph Іосіф Язэп Юзаф Иосиф Йосип Józef Juozapas Juozas Joseph Iosif
leonid Леанід Леонид Леонід Leonid Leonidas
leo Леў Лев Lew Leo Leonas Leu
luke Лука Лукаш Łukasz Lukas Luke
mark Марк Марак Marek Morkus Mark Markas
maxim Максім Максим Maksym Maksimas Maxim
michael Міхаіл Міхась Михаил Михайло Michał Mykolas Michael Mikhail Mikhas Michailas Mihail
nicetas Мікіта Никита Микита Nikita Nikitas Mikita
nicholas Мікалай Мікола Николай Микола Mikołaj Mikalojus Nicholas Nikolajus Nikolai Mikalai
oleg Алег Олег Oleg Aleh Olegas
paul Павел Павал Паўло Павло Paweł Paulius Paul Pavel Povilas
peter Пётр Пятро Петро Piotr Petras Peter Piatro Petr
philip Філіп Филипп Пилип Filip Pilypas Philip
roman Раман Роман Roman Romanas
rostislav Расціслаў Ростислав Rościsław Rostislav
ruslan Руслан Rusłan Ruslan Ruslanas
sergius Сяргей Сергей Сергій Sergiusz Sergejus Sergey Siarhei Sergiy
simon Сымон Сямён Семён Семен Szymon Simonas Simon Semyon
stanislaus Станіслаў Станислав Станіслав Stanisław Stanislovas Stanislav Stasys
stephen Сцяпан Степан Stefan Stepan Steponas Stephen Steven
taras Тарас Taras Tarasas
thaddeus Тадэвуш Фаддей Tadeusz Tadas Thaddeus
thomas Тамаш Фама Фома Хома Tomasz Tomas Thomas
timothy Цімафей Тимофей Тимофій Tymoteusz Timofiejus Timothy
vadim Вадзім Вадим Wadim Vadimas
valentine Валянцін Валентин Walenty Valentinas Valentine
valerius Валерый Валерий Валерій Walery Valerijus Valery
victor Віктар Виктор Віктор Wiktor Viktoras Victor
vitalis Віталь Віталій Виталий Witalij Vitalijus Vitaly Vital
vitold Вітаўт Вітаўтас Витовт Witold Vytautas
vladimir Уладзімір Уладзімер Владимир Володимир Włodzimierz Vladimiras Vladimir Uladzimir
vladislav Уладзіслаў Владислав Władysław Vladislovas Vladislav
vsevolod Усевалад Всеволод Wsiewołod Vsevolodas
vyacheslav Вячаслаў Вячеслав Wiaczesław Viačeslavas Viacheslav Vyacheslav В'ячеслав
yaroslav Яраслаў Ярослав Jarosław Jaroslavas Yaroslav
zachary Захар Захарий Zachar Zachariasz Zacharijus
"""
WOMEN: Final = """
alexandra Аляксандра Александра Олександра Aleksandra Alexandra
alina Аліна Алина Alina
anastasia Анастасія Настасся Анастасия Anastazja Anastasija Anastasia Nastassia
anna Ганна Анна Hanna Anna Ona Hannah
barbara Варвара Барбара Barbara Varvara
catherine Кацярына Екатерина Катерина Katarzyna Kotryna Jekaterina Catherine Katsiaryna Ekaterina
christina Крысціна Хрысціна Кристина Христина Krystyna Kristina Christina
daria Дар'я Дарья Дарія Daria Darja Darya
elena Алена Елена Олена Helena Elena Helen Alena Jelena
elizabeth Лізавета Елізавета Елизавета Єлизавета Elżbieta Elžbieta Elizabeth
eva Ева Єва Ewa Ieva Eva Eve
galina Галіна Галина Halina Galina
irene Ірына Ирина Ірина Irena Irina Irene Iryna
ludmila Людміла Людмила Ludmiła Liudmila Lyudmila
lydia Лідзія Лидия Лідія Lidia Lidija Lydia
margaret Маргарыта Маргарита Małgorzata Margarita Margaret
maria Марыя Мария Марія Maria Marija Mary
martha Марта Марфа Marta Morta Martha
natalia Наталля Наталія Наталья Наталия Natalia Natalija
nina Ніна Нина Nina
olga Вольга Ольга Olga Volha
pauline Паліна Полина Поліна Paulina Paulina Pauline
sophia Соф'я Зоф'я София Софія Софья Zofia Sofija Sophia
svetlana Святлана Светлана Світлана Swietłana Svetlana
tatiana Тацяна Таццяна Татьяна Тетяна Tatiana Tatjana Tatsiana
ursula Уршуля Урсула Urszula Uršulė Ursula
valentina Валянціна Валентина Walentyna Valentina
vera Вера Віра Wiera Vera
victoria Вікторыя Виктория Вікторія Wiktoria Viktorija Victoria
yulia Юлія Юлия Julia Julija Yulia
"""
